import { z } from 'zod'
import { cutText } from './cut-text.ts'
import { canonicalId } from './id.ts'
import { isLanguage } from './language-tag.ts'
import { prose } from './plain-line.ts'
import { essential } from './shape.ts'

/** An address without its scheme. */
const HOST = /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#]|$)/i
const MAIL = /^[^\s@/:]+@[\w.-]+\.[a-z]+$/i
const MAX_RUN_LENGTH = 20_000

/** A language tag, BCP 47 in its usual length: `ar`, `en`, `fr-CA`. */
export const languageTag = z
  .string({ error: 'is not a language; write a tag like "ar" or "en"' })
  .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/, {
    abort: true,
    error: (issue) =>
      `${JSON.stringify(cutText(String(issue.input), 80))} is not a language; write a tag like "ar" or "en"`,
  })
  .refine(essential(isLanguage), {
    error: (issue) =>
      `${JSON.stringify(cutText(String(issue.input), 80))} is not a language; write a tag like "ar" or "en"`,
  })

/** The target of a link: the web, mail, telephone, or a path of this site. Nothing that runs code. */
export const linkTarget = z
  .string({ error: 'is not an address; write one that begins with https:// or with /' })
  .max(2000, { error: 'is longer than 2,000 characters; link to a shorter address' })
  .refine(essential(isSafeLink), {
    error: (issue) =>
      `${JSON.stringify(cutText(String(issue.input), 80))} is not a safe address; ${linkAdvice(String(issue.input))}`,
  })

/** A run of text with marks: weight, emphasis, a link, another language. */
const span = z
  .object(
    {
      text: prose('the words of the span', MAX_RUN_LENGTH),
      strong: z.boolean({ error: 'is not true or false; write true or leave it out' }).optional(),
      emphasis: z.boolean({ error: 'is not true or false; write true or leave it out' }).optional(),
      href: linkTarget.optional(),
      lang: languageTag.optional(),
    },
    { error: 'is not a text; write a string or a span like { "text": "…", "strong": true }' },
  )
  .meta({ id: 'Span' })
export type Span = z.infer<typeof span>

const notText = { error: 'is not a text; write a string, or a list of strings and spans' }

/** Phrasing: a string, or strings and spans in a row. */
export const text = z
  .union(
    [
      prose('the text', MAX_RUN_LENGTH),
      z
        .array(z.union([prose('the text', MAX_RUN_LENGTH), span], notText), notText)
        .min(1, { error: 'is empty; write the text' })
        .max(2000, { error: 'has more than 2,000 spans; split it into paragraphs' }),
    ],
    notText,
  )
  .meta({ id: 'Text' })
export type Text = z.infer<typeof text>

/** The words of a phrasing without its marks. */
export function plainPhrasing(phrasing: Text): string {
  if (typeof phrasing === 'string') return phrasing
  return phrasing.map((run) => (typeof run === 'string' ? run : run.text)).join('')
}

function linkAdvice(target: string): string {
  const name = target.replace(/^(?:\.{0,2}\/)*(?:articles?\/)?/i, '').replace(/\.(?:md|json)$/i, '')
  const id = canonicalId(name)
  if (id !== null) return `write "/article/${id}" for an article of this site`
  if (HOST.test(target) && isSafeLink(`https://${target}`)) return `write "https://${target}"`
  if (isSafeLink(`mailto:${target}`) && MAIL.test(target)) return `write "mailto:${target}"`
  return 'write one that begins with https://, http://, mailto:, tel: or /'
}

function isSafeLink(target: string): boolean {
  if (/[\s\p{C}]/u.test(target)) return false
  if (target.startsWith('/')) return !/^\/[/\\]/.test(target)
  if (!/^(?:https?:\/\/|mailto:|tel:)/i.test(target)) return false
  return URL.canParse(target)
}
