import { API_PATH, API_PREFIX, OPENAPI_PATH, PARTNERS_PATH } from '../../content/model/path.ts'
import { Code } from '../components/code.tsx'
import { CodeLink } from '../components/code-link.tsx'
import { InBothLanguages } from '../components/in-both-languages.tsx'
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

/** Requests of one client in a minute, and the seconds of `Retry-After`. */
export interface RequestLimits {
  api: number
  search: number
  absence: number
  retryLimited: number
  retryUnavailable: number
}

/** The reference of the API, in Arabic and English on one page. */
export function referencePage(
  operations: ReferenceOperation[],
  limits: RequestLimits,
): PageDefinition {
  return {
    style: 'reference',
    head: (context) =>
      headOf(context, {
        title: titled('واجهة البرمجة API', context),
        description: INTRODUCTION.ar,
        canonical: canonicalUrl(context, API_PATH),
      }),
    body: ({ site }) => (
      <Reference operations={operations} limits={limits} origin={site.origin ?? ''} />
    ),
  }
}

const INTRODUCTION = {
  ar: 'كل ما يراه القارئ متاح للبرامج بصيغة JSON، بلا مفتاح ولا تسجيل، من أي موقع. قد تُضاف حقول إلى الإصدار v1 ولا يُحذف منه شيء، فتجاهل ما لا تعرفه.',
  en: 'Everything that readers see, as JSON, with no key and from any origin. Fields may be added to v1 and none is removed: ignore fields that you do not know.',
}

/** What holds for every operation. */
const rulesOf = (limits: RequestLimits) => [
  {
    ar: 'لكل إجابة وسم ETag. أعد إرساله في If-None-Match، فإن لم يتغير شيء جاءك 304 بلا محتوى.',
    en: 'Every answer has an ETag. Send it back as If-None-Match: if nothing changed, you get a 304 without a body.',
  },
  {
    ar: 'القوائم صفحات: أرسل قيمة next في cursor، أو اتبع ترويسة Link.',
    en: 'Lists come in pages: send "next" as cursor, or follow the Link header.',
  },
  {
    ar: `لكل عميل ${limits.api} طلب في الدقيقة، وللبحث والاقتراحات ${limits.search}، ولمواد غير موجودة ${limits.absence}. لا يُحسب ما تجيب عنه الذاكرة المؤقتة. ما زاد جوابه 429، وفي ترويسة Retry-After عدد الثواني إلى المحاولة التالية: ${limits.retryLimited}.`,
    en: `Each client has ${limits.api} requests a minute, ${limits.search} for search and suggestions, ${limits.absence} for articles that do not exist. What a cache answers is not counted. A request too many answers 429 with Retry-After: ${limits.retryLimited} (seconds).`,
  },
  {
    ar: `إذا تعطل التخزين فالجواب 503، وفي ترويسة Retry-After عدد الثواني إلى المحاولة التالية: ${limits.retryUnavailable}.`,
    en: `A storage failure answers 503 with Retry-After: ${limits.retryUnavailable}. Wait for these seconds, then try again.`,
  },
  {
    ar: 'الخطأ كائن كما في RFC 9457، وفي حقل detail جملة تقول ما يُكتب.',
    en: 'An error is a problem object as in RFC 9457; its detail is a sentence that says what to write.',
  },
]

/** A program that sees each new article once; unchanged answers cost no body. It runs in a test. */
function pollingLoop(origin: string): string {
  return `let since = new Date().toISOString(), etag = '', seen = new Set()
for (;;) {
  const url = \`${origin}${API_PREFIX}/articles?limit=100&since=\${since}\`
  const answer = await fetch(url, { headers: { 'If-None-Match': etag } })
  if (answer.ok) {
    const items = (await answer.json()).items.reverse()
    for (const { id, headline } of items) if (!seen.has(id)) console.log(headline)
    seen = new Set(items.map(({ id }) => id))
    since = items.at(-1)?.publishedAt ?? since
    etag = answer.headers.get('ETag')
  }
  await new Promise((wake) => setTimeout(wake, 1000 * (answer.headers.get('Retry-After') ?? 60)))
}`
}

interface ReferenceProps {
  operations: ReferenceOperation[]
  limits: RequestLimits
  origin: string
}

function Reference({ operations, limits, origin }: ReferenceProps) {
  return (
    <article class="reference">
      <header>
        <h1>واجهة البرمجة</h1>
        <InBothLanguages {...INTRODUCTION} />
        <CodeLink href={OPENAPI_PATH} />
        <InBothLanguages
          ar="لمن يعيد نشر المواد: الخلاصات، والنسبة، والتصحيحات."
          en="For partners who republish articles: feeds, attribution, corrections."
        />
        <CodeLink href={PARTNERS_PATH} />
      </header>
      <ul class="rules">
        {rulesOf(limits).map((rule) => (
          <li>
            <InBothLanguages {...rule} />
          </li>
        ))}
      </ul>
      {operations.map((operation) => (
        <OperationSection operation={operation} origin={origin} />
      ))}
      <section>
        <h2>متابعة الجديد</h2>
        <InBothLanguages
          ar="حلقة تقرأ كل خبر جديد مرة واحدة: since يترك ما قبل آخر خبر قُرئ، وETag يجعل الجواب الذي لم يتغير بلا محتوى."
          en="A loop that reads each new article once: since leaves out what is older than the last one read, and the ETag makes an unchanged answer a 304 without a body."
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
                <InBothLanguages ar={arabic} en={english} />
              </dd>
            </>
          ))}
        </dl>
      )}
      {example && (
        <>
          <CodeLink href={example} />
          <Code text={`curl --compressed '${origin}${example}'`} />
        </>
      )}
    </section>
  )
}
