import {
  API_PATH,
  absoluteUrl,
  articlePath,
  CORRECTIONS_PATH,
  FEED_FILES,
  type FeedFormat,
  FRONT_PATH,
  feedPath,
  PARTNERS_PATH,
  pagePath,
  sectionPath,
} from '../../content/model/path.ts'
import type { Site } from '../../content/model/site.ts'
import { Code } from '../components/code.tsx'
import { CodeLink } from '../components/code-link.tsx'
import { type BothLanguages, InBothLanguages } from '../components/in-both-languages.tsx'
import { BidiText } from '../render/bidi-text.tsx'
import { canonicalUrl, headOf, titled } from '../render/head.ts'
import type { PageDefinition } from '../render/page.ts'

/** How partners republish articles: the feeds, the attribution, and how to stay up to date. */
export function partnersPage(feedLength: number): PageDefinition {
  return {
    style: 'reference',
    head: (context) =>
      headOf(context, {
        title: titled(TITLE, context),
        description: INTRODUCTION.ar,
        canonical: canonicalUrl(context, PARTNERS_PATH),
        feed: { list: FRONT_PATH, title: context.site.name },
      }),
    body: ({ site }) => <Partners site={site} feedLength={feedLength} />,
  }
}

const TITLE = 'إعادة النشر'
const INTRODUCTION = {
  ar: 'كيف تعيد صحيفة أو موقع أو تطبيق نشر موادنا: من أين تُؤخذ، وكيف تُنسب، وكيف تبقى صحيحة بعد نشرها.',
  en: 'How a newspaper, a site or an app republishes our articles: where to get them, how to credit them, and how to keep them correct.',
}
const ASK = {
  ar: 'حقوق المواد لناشرها. اتفق معه قبل النشر:',
  en: 'The publisher owns the articles. Agree with the publisher first:',
}
const ATTRIBUTION: BothLanguages[] = [
  {
    ar: 'اذكر اسم الكاتب واسم الموقع في أول المادة أو آخرها، واربط الاسم بعنوان المادة عندنا.',
    en: 'Name the author and this site at the beginning or the end, and link the name to the address of the article here.',
  },
  {
    ar: 'ضع في رأس صفحتك رابط canonical إلى ذلك العنوان، حتى لا تعدّها محركات البحث نسخة أخرى.',
    en: 'Put a canonical link to that address into the head of your page, so that search engines do not count it as another article.',
  },
  {
    ar: 'لا تغيّر المعنى. إن اختصرت المادة أو ترجمتها فقل ذلك.',
    en: 'Do not change the meaning. If you shorten or translate an article, say so.',
  },
  {
    ar: 'انشر مع كل صورة تعليقها واسم صاحبها كما في الخلاصة. صور الوكالات تحتاج إلى إذن الوكالة.',
    en: 'Show the caption and the credit of each picture as the feed has them. Pictures of agencies need the permission of the agency.',
  },
]
const UP_TO_DATE: BothLanguages[] = [
  {
    ar: 'لكل مادة معرّف ثابت في الخلاصة (guid أو id) لا يتغير ولو تغيّر عنوانها. إذا تغيّر وقت التعديل فاستبدل النص كله.',
    en: 'Each article has an id in the feed (guid or id) that stays the same when it is renamed. When its time of change moves on, replace the whole text.',
  },
  {
    ar: 'التصحيحات في آخر نص المادة، ولها خلاصة. انشرها مع المادة.',
    en: 'Corrections are at the end of the text, and in a feed of their own. Publish them with the article.',
  },
  {
    ar: 'إذا أجاب عنوان المادة عندنا بالرمز 410 فقد سُحبت أو انتهى وقتها: احذفها.',
    en: 'When the address of the article here answers 410, it was withdrawn or has expired: remove it.',
  },
  {
    ar: 'اقرأ الخلاصة كل خمس دقائق أو أكثر، وأعد إرسال وسمها ETag في If-None-Match: ما لم يتغير جوابه 304 بلا محتوى.',
    en: 'Fetch a feed every five minutes or less often, and send its ETag back as If-None-Match: an unchanged feed answers 304 without a body.',
  },
]
const HUB = {
  ar: 'لتصلك التغييرات فورًا بلا سؤال، اشترك عبر WebSub في الخادم الذي تذكره الخلاصة:',
  en: 'To get changes at once and without polling, subscribe by WebSub at the hub that the feeds name:',
}

function Partners({ site, feedLength }: { site: Site; feedLength: number }) {
  return (
    <article class="reference">
      <header>
        <h1>{TITLE}</h1>
        <InBothLanguages {...INTRODUCTION} />
        <InBothLanguages {...ASK} />
        <p>
          <Contact site={site} />
        </p>
      </header>
      <Feeds site={site} feedLength={feedLength} />
      <section id="attribution">
        <h2>النسبة</h2>
        <Rules rules={ATTRIBUTION} />
        <Code text={attribution(site)} />
      </section>
      <section id="up-to-date">
        <h2>التعديل والتصحيح والسحب</h2>
        <Rules rules={UP_TO_DATE} />
        {site.hub && (
          <>
            <InBothLanguages {...HUB} />
            <p>
              <code dir="ltr">{site.hub}</code>
            </p>
          </>
        )}
      </section>
      <section id="programs">
        <h2>للبرامج</h2>
        <InBothLanguages
          ar="كل مادة متاحة بصيغة JSON أيضًا، فقرة فقرة، مع صورها وتصحيحاتها:"
          en="Each article is also there as JSON, block by block, with its pictures and corrections:"
        />
        <CodeLink href={API_PATH} />
      </section>
    </article>
  )
}

function Contact({ site: { contact } }: { site: Site }) {
  if (!contact?.email) return <a href={pagePath('contact')}>اتصل بنا · Contact</a>
  return (
    <a href={`mailto:${contact.email}`}>
      <bdi dir="ltr">{contact.email}</bdi>
    </a>
  )
}

function Feeds({ site, feedLength }: { site: Site; feedLength: number }) {
  const lists = [
    { name: site.name, path: FRONT_PATH },
    ...site.sections.map(({ id, name }) => ({ name, path: sectionPath(id) })),
    { name: 'التصحيحات', path: CORRECTIONS_PATH },
  ]
  return (
    <section id="feeds">
      <h2>الخلاصات</h2>
      <InBothLanguages
        ar={`في كل خلاصة أحدث ${feedLength} مادة بنصوصها الكاملة وصورها وتعليقاتها وتصحيحاتها، بثلاث صيغ. لكل موضوع وكاتب خلاصات كذلك: أضف إلى عنوان صفحته /feed.xml أو /atom.xml أو /feed.json.`}
        en={`Each feed has the newest ${feedLength} articles with their whole text, pictures, captions and corrections, in three formats. Topics and authors have feeds too: add /feed.xml, /atom.xml or /feed.json to the address of the page.`}
      />
      <table>
        <tbody>
          {lists.map(({ name, path }) => (
            <tr>
              <th scope="row">
                <BidiText text={name} />
              </th>
              <FeedCells list={path} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const FORMAT_NAMES: Record<FeedFormat, string> = { rss: 'RSS', atom: 'Atom', json: 'JSON Feed' }

/** The feeds of a list, one a cell. */
function FeedCells({ list }: { list: string }) {
  const formats = Object.keys(FEED_FILES) as FeedFormat[]
  return formats.map((format) => (
    <td>
      <a href={feedPath(list, format)}>{FORMAT_NAMES[format]}</a>
    </td>
  ))
}

function Rules({ rules }: { rules: BothLanguages[] }) {
  return (
    <ul class="rules">
      {rules.map((rule) => (
        <li>
          <InBothLanguages {...rule} />
        </li>
      ))}
    </ul>
  )
}

/** What a partner's page has in its head and below the article. */
function attribution({ name, origin }: Site): string {
  const address = absoluteUrl(origin, articlePath('ID'))
  return `<link rel="canonical" href="${address}">

<p>نُشر أولًا في <a href="${address}">${name}</a></p>`
}
