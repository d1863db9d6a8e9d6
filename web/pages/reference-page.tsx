import { API_PATH, API_PREFIX, OPENAPI_PATH } from '../../content/model/path.ts'
import { canonicalUrl, headOf, titled } from '../render/head.ts'
import type { PageDefinition } from '../render/page.ts'

/** An operation of the API as its reference shows it. */
export interface ReferenceOperation {
  id: string
  method: string
  /** With the prefix and `{id}`. */
  path: string
  english: string
  arabic: string
  parameters: { name: string; english: string; arabic: string }[]
  /** The path of a request to open; null where there is none. */
  example: string | null
}

/** The reference of the API, in Arabic and English on one page. */
export function referencePage(operations: ReferenceOperation[]): PageDefinition {
  return {
    style: 'reference',
    head: (context) =>
      headOf(context, {
        title: titled('واجهة البرمجة API', context),
        description: INTRODUCTION.ar,
        canonical: canonicalUrl(context, API_PATH),
      }),
    body: ({ site }) => <Reference operations={operations} origin={site.origin ?? ''} />,
  }
}

const INTRODUCTION = {
  ar: 'كل ما يراه القارئ متاح للبرامج بصيغة JSON، بلا مفتاح ولا تسجيل، من أي موقع. قد تُضاف حقول إلى الإصدار v1 ولا يُحذف منه شيء، فتجاهل ما لا تعرفه.',
  en: 'Everything that readers see, as JSON, with no key and from any origin. Fields may be added to v1 and none is removed: ignore fields that you do not know.',
}

const RULES = [
  {
    ar: 'لكل إجابة وسم ETag. أعد إرساله في If-None-Match، فإن لم يتغير شيء جاءك 304 بلا محتوى.',
    en: 'Every answer has an ETag. Send it back as If-None-Match: if nothing changed, you get a 304 without a body.',
  },
  {
    ar: 'القوائم صفحات: أرسل قيمة next في cursor، أو اتبع ترويسة Link.',
    en: 'Lists come in pages: send "next" as cursor, or follow the Link header.',
  },
  {
    ar: 'إذا كثرت الطلبات جاءك 429، وإذا تعطل التخزين 503: انتظر عدد الثواني في Retry-After ثم أعد المحاولة.',
    en: 'Too many requests answer 429, a storage failure 503: wait for the seconds in Retry-After, then try again.',
  },
  {
    ar: 'الخطأ كائن كما في RFC 9457، وفي حقل detail جملة تقول ما يُكتب.',
    en: 'An error is a problem object as in RFC 9457; its detail is a sentence that says what to write.',
  },
]

/** A program that sees each new article once; unchanged answers cost no body. */
function pollingLoop(origin: string): string {
  return `let etag = ''
let since = new Date().toISOString()
for (;;) {
  const url = \`${origin}${API_PREFIX}/articles?since=\${since}\`
  const answer = await fetch(url, { headers: { 'If-None-Match': etag } })
  if (answer.ok) {
    etag = answer.headers.get('ETag')
    for (const article of (await answer.json()).items.reverse()) console.log(article.headline)
  }
  await new Promise((wake) => setTimeout(wake, 1000 * (answer.headers.get('Retry-After') ?? 60)))
}`
}

function Reference({ operations, origin }: { operations: ReferenceOperation[]; origin: string }) {
  return (
    <article class="reference">
      <header>
        <h1>واجهة البرمجة</h1>
        <Both {...INTRODUCTION} />
        <p>
          <a href={OPENAPI_PATH}>
            <code dir="ltr">{OPENAPI_PATH}</code>
          </a>
        </p>
      </header>
      <ul class="rules">
        {RULES.map((rule) => (
          <li>
            <Both {...rule} />
          </li>
        ))}
      </ul>
      {operations.map((operation) => (
        <OperationSection operation={operation} origin={origin} />
      ))}
      <section>
        <h2>متابعة الجديد</h2>
        <Both
          ar="حلقة تقرأ كل خبر جديد مرة واحدة."
          en="A loop that reads each new article. The ETag makes an unchanged answer cheap."
        />
        <Code text={pollingLoop(origin)} />
      </section>
    </article>
  )
}

function OperationSection({
  operation,
  origin,
}: {
  operation: ReferenceOperation
  origin: string
}) {
  const { id, method, path, english, arabic, parameters, example } = operation
  return (
    <section id={id}>
      <h2>{arabic}</h2>
      <p class="signature">
        <code dir="ltr">
          <strong>{method}</strong> {path}
        </code>
      </p>
      <p lang="en" dir="ltr">
        {english}
      </p>
      {parameters.length > 0 && (
        <dl>
          {parameters.map(({ name, english, arabic }) => (
            <>
              <dt>
                <code dir="ltr">{name}</code>
              </dt>
              <dd>
                <Both ar={arabic} en={english} />
              </dd>
            </>
          ))}
        </dl>
      )}
      {example && (
        <>
          <p>
            <a href={example}>
              <code dir="ltr">{example}</code>
            </a>
          </p>
          <Code text={`curl --compressed '${origin}${example}'`} />
        </>
      )}
    </section>
  )
}

function Both({ ar, en }: { ar: string; en: string }) {
  return (
    <>
      <p lang="ar" dir="rtl">
        {ar}
      </p>
      <p lang="en" dir="ltr">
        {en}
      </p>
    </>
  )
}

/** What is wider than the screen scrolls inside its box; the keyboard can reach it to do so. */
function Code({ text }: { text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach what scrolls
    <pre lang="en" dir="ltr" tabIndex={0}>
      <code>{text}</code>
    </pre>
  )
}
