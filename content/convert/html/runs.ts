import type { Element } from 'hast'
import type { Span } from '../../model/phrasing.ts'
import { linkAddresses } from '../../source/link-addresses.ts'
import type { LineBreaks } from '../old-export.ts'
import { repairText } from '../text/repair-text.ts'
import type { HtmlContext } from './context.ts'
import { attribute, childrenOf, hasClass, isElement } from './nodes.ts'

/** A piece of text with marks, or a line break. */
export type Run = Span | typeof BREAK
export const BREAK = 'break'
export type Marks = Omit<Span, 'text'>

const STRONG = new Set(['b', 'strong'])
const EMPHASIS = new Set(['i', 'em', 'dfn', 'var'])
const PLAIN = new Set([
  'u',
  'ins',
  's',
  'strike',
  'del',
  'small',
  'big',
  'sub',
  'sup',
  'code',
  'kbd',
  'samp',
  'tt',
])
const LANGUAGE = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/

/** The runs of a text node. */
export function textRuns(
  value: string,
  marks: Marks,
  lines: LineBreaks,
  context: HtmlContext,
): Run[] {
  const text = repairText(value, context.lose)
  const split = { every: /\r\n|\n|\r/, empty: /(?:\r?\n[ \t\u00A0]*){2,}/, none: null }[lines]
  const parts = split === null ? [text] : text.split(split)
  return parts.flatMap((part, index) => [
    ...(index > 0 ? [BREAK as Run] : []),
    { text: part.replace(/[\s\u00A0]+/g, ' '), ...marks },
  ])
}

/** The marks within an inline element. */
export function marksIn(element: Element, marks: Marks, context: HtmlContext): Marks {
  const { tagName } = element
  const style = attribute(element, 'style') ?? ''
  if (PLAIN.has(tagName) && !isFootnoteMark(element)) context.lose('plain-marks', `<${tagName}>`)
  return {
    ...marks,
    ...((STRONG.has(tagName) || /font-weight:\s*(?:bold|[6-9]00)/i.test(style)) && {
      strong: true,
    }),
    ...((EMPHASIS.has(tagName) || /font-style:\s*italic/i.test(style)) && { emphasis: true }),
    ...languageMark(element, context),
    ...(tagName === 'a' && linkMark(element, context)),
  }
}

/** Of an element of any kind: a whole paragraph may be in another language. */
export function languageMark(element: Element, { language }: HtmlContext): Marks {
  const lang = attribute(element, 'lang') ?? attribute(element, 'xmlLang')
  if (!lang || !LANGUAGE.test(lang)) return {}
  return lang.slice(0, 2) === language.slice(0, 2) ? {} : { lang }
}

function linkMark(element: Element, context: HtmlContext): Marks {
  const href = attribute(element, 'href')
  // A place within the page: the model has none.
  if (href === undefined || href.startsWith('#') || href === '') return {}
  const target = context.link(href)
  if (target !== null) return { href: target.href }
  context.lose('unsafe-link', href)
  return {}
}

/** The number of a footnote: `<sup><a href="#fn1">1</a></sup>`. */
export function isFootnoteMark(element: Element): boolean {
  return (
    element.tagName === 'sup' &&
    (hasClass(element, /footnote|fn/) ||
      childrenOf(element).some(
        (child) => isElement(child, 'a') && attribute(child, 'href')?.startsWith('#'),
      ))
  )
}

/** The runs without the breaks, which become spaces. */
export function oneLine(runs: Run[], lose: HtmlContext['lose']): Span[] {
  const trimmed = trimBreaks(runs)
  const breaks = trimmed.filter((run) => run === BREAK).length
  if (breaks > 0) lose('line-breaks', plain(trimmed), breaks)
  return tidy(trimmed.map((run) => (run === BREAK ? { text: ' ' } : run)))
}

/** The lines of runs that are not empty, each as spans. */
export function linesOf(runs: Run[]): Span[][] {
  const lines: Span[][] = [[]]
  for (const run of runs) {
    if (run === BREAK) lines.push([])
    else lines.at(-1)?.push(run)
  }
  return lines.map(tidy).filter((line) => line.some(({ text }) => /\S/.test(text)))
}

function plain(runs: Run[]): string {
  return runs.map((run) => (run === BREAK ? ' ' : run.text)).join('')
}

function trimBreaks(runs: Run[]): Run[] {
  const isEmpty = (run: Run) => run === BREAK || !/\S/.test(run.text)
  const first = runs.findIndex((run) => !isEmpty(run))
  const last = runs.findLastIndex((run) => !isEmpty(run))
  return first < 0 ? [] : runs.slice(first, last + 1)
}

/**
 * One space between words. Spaces and punctuation at the edges of marked words are outside of the marks:
 * Markdown has no `** word**`, and no `**«word»**` that touches a letter.
 */
function tidy(runs: Span[]): Span[] {
  const split = merged(runs).flatMap((run): Span[] => {
    const { text, strong, emphasis, ...rest } = run
    if (!strong && !emphasis) return [run]
    const [, before = '', words = '', after = ''] =
      /^([^\p{L}\p{N}]*)([\s\S]*?)([^\p{L}\p{M}\p{N}]*)$/u.exec(text) ?? []
    if (words === '') return [{ text, ...rest }]
    return [
      { text: before, ...rest },
      { ...run, text: words },
      { text: after, ...rest },
    ].filter((part) => part.text !== '')
  })
  let isAfterSpace = true
  const spaced = merged(split).map((run) => {
    const text = isAfterSpace ? run.text.replace(/^ +/, '') : run.text
    if (text !== '') isAfterSpace = text.endsWith(' ')
    return { ...run, text }
  })
  // As the reader of Markdown does with bare addresses.
  return merged(spaced.filter(({ text }) => text !== '').flatMap(linkAddresses))
}

function merged(runs: Span[]): Span[] {
  const result: Span[] = []
  for (const run of runs) {
    const last = result.at(-1)
    if (last && isSame(last, run)) last.text = `${last.text}${run.text}`.replace(/ {2,}/g, ' ')
    else result.push({ ...run })
  }
  return result
}

function isSame(one: Span, other: Span): boolean {
  return (
    one.strong === other.strong &&
    one.emphasis === other.emphasis &&
    one.href === other.href &&
    one.lang === other.lang
  )
}
