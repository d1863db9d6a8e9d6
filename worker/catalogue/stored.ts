import { z } from 'zod'
import { remembered } from '../../content/arabic/remembered.ts'
import { type Article, articleSchema, correctionSchema } from '../../content/model/article.ts'
import { shapeOf } from '../../content/model/shape.ts'
import {
  type Card,
  cardSchema,
  type NewestUpdate,
  newestUpdateSchema,
} from '../../content/model/summary.ts'
import type { ListedCorrection } from './listed-correction.ts'
import type { Target } from './queries/references.ts'

/**
 * Parsers of what the worker stored itself. A person may have changed it in D1 or KV, and another
 * version may have written it: what has not its shape counts as missing.
 */
const isArticle = shapeOf(articleSchema)
const hasCardShape = shapeOf(cardSchema)
const isCorrection = shapeOf(correctionSchema.extend({ mark: z.string() }))

export function isCard(value: unknown): value is Card {
  return hasCardShape(value)
}

/** In characters: 4 million of cards and 1 million of articles at most. */
const MAX_CARD_LENGTH = 4_000
const MAX_ARTICLE_LENGTH = 10_000

const isNewest = shapeOf(newestUpdateSchema)

/** What lists show of the newest updates of a live story. */
export function storedNewest(text: string | null): NewestUpdate[] {
  return newestIn(parsed(text))
}

/** A previous version stored the newest one alone. */
export function newestIn(value: unknown): NewestUpdate[] {
  return [value].flat().filter((each): each is NewestUpdate => isNewest(each))
}

/** An isolate parses the same text once: a card stands on many pages. */
export const storedCard = remembered(
  (text): Card | null => {
    const value = parsed(text)
    return isCard(value) ? value : null
  },
  { most: 1000, longest: MAX_CARD_LENGTH },
)

export const storedArticle = remembered(
  (text): Article | null => {
    const value = parsed(text)
    return isArticle(value) ? (value as Article) : null
  },
  { most: 100, longest: MAX_ARTICLE_LENGTH },
)

export function storedCorrection(text: string | null): ListedCorrection | null {
  const value = parsed(text)
  return isCorrection(value) ? (value as ListedCorrection) : null
}

export function storedCorrections(text: string | null): ListedCorrection[] {
  return storedList(text).filter((item): item is ListedCorrection => isCorrection(item))
}

/** Those of a JSON list that are texts. */
export function storedTexts(text: string | null): string[] {
  return storedList(text).filter((item) => typeof item === 'string')
}

/** The slugs in a row's `topics`. */
export function storedSlugs(text: string): string[] {
  return storedList(text).flatMap((item) => {
    const { slug } = (item ?? {}) as { slug?: unknown }
    return typeof slug === 'string' ? [slug] : []
  })
}

/** What a query joined: places with cards. */
export function storedPlaces(text: string | null): { position: number; card: string }[] {
  return storedList(text).flatMap((item) => {
    const [position, card] = Array.isArray(item) ? item : []
    return typeof position === 'number' && typeof card === 'string' ? [{ position, card }] : []
  })
}

export function storedTargets(text: string | undefined): Target[] {
  return storedList(text).filter((item): item is Target => {
    const [id, position, expiresAt] = Array.isArray(item) ? item : []
    return (
      typeof id === 'string' &&
      typeof position === 'number' &&
      (expiresAt === null || typeof expiresAt === 'number')
    )
  })
}

export function storedNumbers(text: string | undefined): number[] {
  return storedList(text).filter((item) => typeof item === 'number')
}

/** The fields of a JSON object that are texts. */
export function storedRecord(text: string | null): Record<string, string> {
  const value = parsed(text)
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
}

export function storedList(text: string | null | undefined): unknown[] {
  const value = parsed(text)
  return Array.isArray(value) ? value : []
}

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
