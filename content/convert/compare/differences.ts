import { z } from 'zod'
import { body } from '../../model/block.ts'
import { figure } from '../../model/figure.ts'
import { countOf, missingFrom, visibleText, wordsOf } from '../text/words.ts'
import {
  type Expected,
  type ExpectedPicture,
  figuresOf,
  paragraphsOf,
  wordsOfFigure,
} from './expected-story.ts'

/** What the comparison reads of an answer; links are the site's own affair. */
export const answerSchema = z.object({
  headline: z.string(),
  standfirst: z.string().optional(),
  publishedAt: z.string(),
  body,
  image: figure.optional(),
})
type Answer = z.infer<typeof answerSchema>

/** What a story of the export has, and the site's does not. */
export function differencesOf(
  expected: Expected,
  answer: Answer,
): {
  /** Texts, each as a person finds it again. */
  gone: string[]
  /** Addresses of pictures. */
  pictures: string[]
  words: { before: number; missing: string[] }
} {
  const image = answer.image && { type: 'figure' as const, ...answer.image }
  const visible = visibleText([...(image ? [image] : []), ...answer.body])
  const words = {
    before: countOf(expected.words),
    missing: missingFrom(expected.words, wordsOf(visible)),
  }
  return { gone: goneOf(expected, answer), pictures: picturesGone(expected, answer), words }
}

function goneOf(expected: Expected, answer: Answer): string[] {
  const { headline, standfirst, publishedAt, paragraphs } = expected
  const gone: string[] = []
  if (headline !== undefined && headline !== answer.headline) gone.push(`headline: ${headline}`)
  if (standfirst !== undefined && standfirst !== answer.standfirst)
    gone.push(`standfirst: ${standfirst}`)
  if (publishedAt !== undefined && Date.parse(publishedAt) !== Date.parse(answer.publishedAt))
    gone.push(`publishedAt: ${publishedAt}`)
  const now = paragraphsOf(answer.body)
  const left = Map.groupBy(now, (paragraph) => paragraph)
  const missing = paragraphs.filter((paragraph) => left.get(paragraph)?.pop() === undefined)
  const wanted = new Set(paragraphs)
  const isMoved =
    missing.length === 0 &&
    paragraphs.join('\n') !== now.filter((paragraph) => wanted.has(paragraph)).join('\n')
  return [...gone, ...missing, ...(isMoved ? ['(the same paragraphs, in another order)'] : [])]
}

/**
 * By their words; where these were edited, by their order. A picture that opens the text and leads it
 * too is one, where both are the same file.
 */
function picturesGone(expected: Expected, answer: Answer): string[] {
  const now = figuresOf(answer).map(wordsOfFigure)
  const rest = withoutKnown(expected.pictures, now)
  const others = now.length - (expected.pictures.length - rest.length)
  const gone = rest.slice(Math.max(0, others))
  const [lead, opening] = expected.pictures
  const isOne = expected.opensTwice && answer.image !== undefined && gone.length > 0
  return gone
    .filter((picture) => !(isOne && (picture === lead || picture === opening)))
    .map(({ address }) => address)
}

function withoutKnown(pictures: ExpectedPicture[], now: string[]): ExpectedPicture[] {
  const left = Map.groupBy(now, (words) => words)
  return pictures.filter(({ words }) => left.get(words)?.pop() === undefined)
}
