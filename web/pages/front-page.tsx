import { plainBidi } from '../../content/arabic/bidi.ts'
import { FRONT_PATH } from '../../content/model/path.ts'
import type { Summary } from '../../content/model/summary.ts'
import { Breaking, closedRule } from '../components/breaking.tsx'
import { SectionBlock } from '../components/section-block.tsx'
import { Story } from '../components/story.tsx'
import { Island } from '../islands/island.tsx'
import { NewStories } from '../islands/new-stories.tsx'
import { localeOf, type RenderContext } from '../render/context.ts'
import type { Front } from '../render/front.ts'
import { canonicalUrl, headOf } from '../render/head.ts'
import type { PageDefinition } from '../render/page.ts'
import { siteData } from '../render/structured-data.ts'

export function frontPage(front: Front): PageDefinition {
  return {
    style: 'front',
    head: (context) => {
      const { name, tagline } = context.site
      return headOf(context, {
        title: tagline ? `${plainBidi(name)} | ${plainBidi(tagline)}` : plainBidi(name),
        description: tagline && plainBidi(tagline),
        canonical: canonicalUrl(context, FRONT_PATH),
        feed: { list: FRONT_PATH, title: name },
        structured: siteData(context.site),
      })
    },
    body: (context) => <FrontPage front={front} context={context} />,
    rules: closedRule(front.breaking),
    offlinePath: FRONT_PATH,
  }
}

/** How many blocks stand above the band of latest news. */
const BLOCKS_ABOVE_BAND = 1

/** The opening, then a block for each section, with the latest news in a band between them. */
function FrontPage({ front, context }: { front: Front; context: RenderContext }) {
  const { lead, top, band, sections, breaking } = front
  const { strings } = context
  if (lead === null) return <p class="empty">{strings.emptyFront}</p>
  const blocks = sections.map(({ section, items }, place) => (
    <SectionBlock section={section} items={items} place={place} context={context} />
  ))
  return (
    <>
      <Breaking stories={breaking} context={context} />
      <Island
        name="new-stories"
        component={NewStories}
        when="idle"
        props={{
          forms: strings.newStories,
          breaking: strings.breaking,
          locale: localeOf(context),
        }}
      />
      <Opening lead={lead} top={top} context={context} />
      {blocks.slice(0, BLOCKS_ABOVE_BAND)}
      {band.length > 0 && <Band stories={band} context={context} />}
      {blocks.slice(BLOCKS_ABOVE_BAND)}
    </>
  )
}

const HEADLINES_BESIDE = 3
const HEADLINES_BESIDE_TEXT = 1

interface OpeningProps {
  lead: Summary
  top: Summary[]
  context: RenderContext
}

/** The lead; the second story beside it with some headlines; more headlines below the lead. */
function Opening({ lead, top, context }: OpeningProps) {
  // Beside the lead stands a picture, where one of the next stories has one.
  const second = top.slice(0, HEADLINES_BESIDE).find(({ image }) => image) ?? top[0]
  const headlines = top.filter((story) => story !== second)
  const shared = { context, level: 2, showsSection: true } as const
  const brief = (story: Summary) => <Story story={story} {...shared} rank="brief" isBare />
  // A lead without a picture is lower than a story that has one: less stands beside it, more below.
  const beside = second?.image && !lead.image ? HEADLINES_BESIDE_TEXT : HEADLINES_BESIDE
  const below = headlines.slice(beside)
  // Few headlines without a picture would leave a hole beside the lead: they stand below it.
  const isAlone = second === undefined || (!second.image && headlines.length < HEADLINES_BESIDE)
  return (
    <div class={isAlone ? 'opening alone' : 'opening'}>
      <Story story={lead} {...shared} rank="lead" isFirst />
      {second && (
        <div class="beside">
          <Story story={second} {...shared} rank="feature" />
          {headlines.slice(0, beside).map(brief)}
        </div>
      )}
      {below.length > 0 && <div class="below">{below.map(brief)}</div>}
    </div>
  )
}

/** The latest news, the time first. */
function Band({ stories, context }: { stories: Summary[]; context: RenderContext }) {
  return (
    <section class="latest">
      <h2>{context.strings.latest}</h2>
      <ol>
        {stories.map((story) => (
          <li>
            <Story story={story} context={context} rank="line" isTimeFirst />
          </li>
        ))}
      </ol>
    </section>
  )
}
