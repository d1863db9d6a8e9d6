import { asBlock, type Block, type BlockOf, type Body } from '../../content/model/block.ts'
import { behaviour } from '../behaviours/behaviour.ts'
import { BidiText } from '../render/bidi-text.tsx'
import { localeOf, type RenderContext } from '../render/context.ts'
import { Phrasing } from './phrasing.tsx'
import { CaptionedFigure } from './picture.tsx'

interface BodyProps {
  body: Body
  /** Opens the text: the place and the agency. */
  opening?: string | null
  context: RenderContext
}

/** The body of an article or a standing page. */
export function BodyBlocks({ body, opening, context }: BodyProps) {
  const blocks = body.map(asBlock)
  // Without a paragraph at its head, the text is opened by a line of its own.
  const isApart = opening && blocks[0]?.type !== 'paragraph'
  return (
    <>
      {isApart && <OneBlock block={{ type: 'paragraph', text: '' }} {...{ opening, context }} />}
      {blocks.map((block, place) => (
        <OneBlock
          block={block}
          opening={place === 0 && !isApart ? opening : undefined}
          context={context}
        />
      ))}
    </>
  )
}

interface BlockProps {
  block: Block
  opening?: string | null
  context: RenderContext
}

/** One block. A block type that is not handled here does not compile. */
function OneBlock({ block, opening, context }: BlockProps) {
  switch (block.type) {
    case 'paragraph':
      return (
        <p>
          {opening && (
            <b class="opening-place">
              <BidiText text={opening} />
            </b>
          )}
          {opening && ' '}
          <Phrasing text={block.text} />
        </p>
      )
    case 'heading': {
      const Level = block.level === 3 ? 'h3' : 'h2'
      return (
        <Level>
          <Phrasing text={block.text} />
        </Level>
      )
    }
    case 'quote':
      return <Quote {...block} />
    case 'list':
      return <List {...block} />
    case 'figure':
      return <CaptionedFigure figure={block} context={context} />
    case 'gallery':
      return (
        // A section: reader views leave out a div with several pictures.
        <section
          class="gallery"
          {...behaviour(
            'gallery',
            { words: context.strings.gallery, locale: localeOf(context) },
            'touch',
          )}
        >
          {block.figures.map((figure) => (
            <CaptionedFigure figure={figure} context={context} isEnlarged />
          ))}
        </section>
      )
    case 'table':
      return <Table {...block} />
    case 'fact-box':
      return (
        <section class="fact-box">
          {block.title && (
            <h2>
              <BidiText text={block.title} />
            </h2>
          )}
          <BodyBlocks body={block.body} context={context} />
        </section>
      )
    case 'embed':
      return <LinkCard {...block} />
    case 'divider':
      return <hr class="divider" />
    default:
      return block satisfies never
  }
}

function Quote({ text, attribution }: BlockOf<'quote'>) {
  return (
    <figure class="quote">
      <blockquote>
        <p>
          <Phrasing text={text} />
        </p>
      </blockquote>
      {attribution && (
        <figcaption>
          <Phrasing text={attribution} />
        </figcaption>
      )}
    </figure>
  )
}

function List({ ordered, items }: BlockOf<'list'>) {
  const Kind = ordered ? 'ol' : 'ul'
  return (
    <Kind>
      {items.map((item) => (
        <li>
          <Phrasing text={item} />
        </li>
      ))}
    </Kind>
  )
}

/** A wide table scrolls inside its box; the keyboard can reach it to do so. */
function Table({ caption, head, rows }: BlockOf<'table'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach what scrolls
    <div class="table" tabIndex={0}>
      <table>
        {caption && (
          <caption>
            <Phrasing text={caption} />
          </caption>
        )}
        {head && (
          <thead>
            <tr>
              {head.map((cell) => (
                <th scope="col">
                  <Phrasing text={cell} />
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((cell) => (
                <td>
                  <Phrasing text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A card that links to a page of another site. Nothing of that site is loaded. */
function LinkCard({ url, title, description, provider }: BlockOf<'embed'>) {
  return (
    <a class="link-card" href={url}>
      <span class="provider">
        <span dir="auto">
          <BidiText text={provider ?? new URL(url).hostname} />
        </span>
      </span>{' '}
      <strong>
        <span dir="auto">
          <BidiText text={title} />
        </span>
      </strong>
      {description && ' '}
      {description && (
        <span dir="auto">
          <BidiText text={description} />
        </span>
      )}
    </a>
  )
}
