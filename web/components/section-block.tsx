import { sectionPath } from '../../content/model/path.ts'
import type { Section } from '../../content/model/site.ts'
import type { Summary } from '../../content/model/summary.ts'
import { BidiText } from '../render/bidi-text.tsx'
import type { RenderContext } from '../render/context.ts'
import { isShown } from './picture.tsx'
import { Story, sectionClass } from './story.tsx'

interface SectionBlockProps {
  section: Section
  items: Summary[]
  /** Its place on the front page, from 0: templates take turns. */
  place: number
  context: RenderContext
}

/**
 * How a block is laid out: a picture and lines beside it, cards with pictures in a row, or text only.
 */
type Template = 'pictured' | 'cards' | 'texts'
const TURNS: Template[] = ['pictured', 'cards', 'texts']
const MAX_CARDS = 4
const MIN_CARDS = 3

/** A section's newest stories on the front page. */
export function SectionBlock({ section, items, place, context }: SectionBlockProps) {
  const { template, stories } = layOut(items, place, context)
  return (
    <section class={`block ${template} ${sectionClass(section.id, context)}`}>
      <h2>
        <a href={sectionPath(section.id)}>
          <BidiText text={section.name} />
        </a>
      </h2>
      <div class="stories">
        {stories.map((story, index) => (
          <Story
            story={story}
            context={context}
            rank={template === 'cards' ? 'card' : index === 0 ? 'feature' : 'line'}
            isBare={template === 'texts'}
          />
        ))}
      </div>
      <p class="more">
        <a href={sectionPath(section.id)}>
          <BidiText text={context.strings.more(section.name)} />
        </a>
      </p>
    </section>
  )
}

/** The template whose turn it is, or one that suits the pictures that there are. */
function layOut(
  items: Summary[],
  place: number,
  context: RenderContext,
): { template: Template; stories: Summary[] } {
  const pictured = items.filter(({ image }) => isShown(image, context))
  const turn = TURNS[place % TURNS.length]
  if (turn === 'cards' && pictured.length >= MIN_CARDS) {
    return { template: 'cards', stories: pictured.slice(0, MAX_CARDS) }
  }
  const [first] = pictured
  if (turn === 'texts' || first === undefined) return { template: 'texts', stories: items }
  // A block begins with a picture, though a newer story may have none.
  return { template: 'pictured', stories: [first, ...items.filter((story) => story !== first)] }
}
