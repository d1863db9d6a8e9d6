import type { Span } from '../model/phrasing.ts'

const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>«»"“”،؛؟]+/giu
/** Punctuation of the sentence around an address. */
const TRAILING = /[.,;:!?…'’)\]}*_~]+$/u

/** The run with bare addresses as links; a run that is a link already stays whole. */
export function linkAddresses(run: Span): Span[] {
  if (run.href !== undefined) return [run]
  const runs: Span[] = []
  let end = 0
  for (const match of run.text.matchAll(ADDRESS)) {
    const address = withoutTrailing(match[0])
    const href = /^www\./i.test(address) ? `https://${address}` : address
    if (!URL.canParse(href) || !href.includes('.')) continue
    if (match.index > end) runs.push({ ...run, text: run.text.slice(end, match.index) })
    runs.push({ ...run, text: address, href })
    end = match.index + address.length
  }
  if (end < run.text.length || runs.length === 0) runs.push({ ...run, text: run.text.slice(end) })
  return runs
}

/** `(see https://example.com/a_(b))`: a bracket belongs to the address that opened it. */
function withoutTrailing(text: string): string {
  const [trailing = ''] = TRAILING.exec(text) ?? []
  const address = text.slice(0, text.length - trailing.length)
  const isOpen = address.split('(').length > address.split(')').length
  return isOpen && trailing.startsWith(')') ? `${address})` : address
}
