import { ownValue } from '../model/own-value.ts'
/** What to write in Markdown for HTML that editors paste. */
export function insteadOfHtml(html: string): string {
  const embed = embedIn(html)
  if (embed !== null) {
    const { url, provider } = embed
    const name = provider === null ? '' : ` provider="${provider}"`
    return `write ::embed[title]{url="${url}"${name}} on its own line`
  }
  const [, tag = ''] = /^<\/?([a-z0-9]+|!--)/i.exec(html) ?? []
  return INSTEAD[tag.toLowerCase()] ?? 'write Markdown; to show a <, write \\<'
}

const INSTEAD: Record<string, string> = {
  b: 'write **words**',
  strong: 'write **words**',
  i: 'write *words*',
  em: 'write *words*',
  a: 'write [words](https://…)',
  br: 'leave an empty line to begin a new paragraph',
  p: 'leave an empty line between paragraphs',
  ul: 'write each item on a line that begins with "- "',
  ol: 'write each item on a line that begins with "1. "',
  li: 'write each item on a line that begins with "- "',
  h2: 'write ## and the heading',
  h3: 'write ### and the heading',
  blockquote: 'write > before each line of the quotation',
  img: 'write ![what it shows](photo.jpg)',
  figure: 'write ![what it shows](photo.jpg)',
  table: 'write a table with | between its cells',
  '!--': 'delete the comment',
  iframe: 'write ::embed[title]{url="https://…"}',
  script: 'scripts are not supported; delete it',
}

const PROVIDERS: Record<string, string> = {
  'facebook.com': 'Facebook',
  'instagram.com': 'Instagram',
  'soundcloud.com': 'SoundCloud',
  't.me': 'Telegram',
  'tiktok.com': 'TikTok',
  'twitter.com': 'X',
  'vimeo.com': 'Vimeo',
  'x.com': 'X',
  'youtu.be': 'YouTube',
  'youtube.com': 'YouTube',
}

/** The page that an embed code of another site shows, without what tracks its readers. */
function embedIn(html: string): { url: string; provider: string | null } | null {
  const address =
    /\bdata-(?:instgrm-permalink|href)="([^"]+)"/i.exec(html)?.[1] ??
    /<iframe\b[^>]*?\ssrc="([^"]+)"/i.exec(html)?.[1] ??
    (/<blockquote\b/i.test(html) ? linkInQuote(html) : undefined)
  if (address === undefined) return null
  const url = pageOf(address.replaceAll('&amp;', '&').replace(/^\/\//, 'https://'))
  if (url === null) return null
  const host = url.hostname.replace(/^(?:www|m|mobile)\./, '')
  return { url: url.href, provider: ownValue(PROVIDERS, host) ?? null }
}

function linkInQuote(html: string): string | undefined {
  const cited = /<blockquote\b[^>]*?\scite="([^"]+)"/i.exec(html)?.[1]
  // The last link of a tweet is its own address.
  return cited ?? [...html.matchAll(/<a\b[^>]*?\shref="([^"]+)"/gi)].at(-1)?.[1]
}

const TRACKING = /^(?:utm_\w+|ref_\w+|igsh|igshid|si|feature|fbclid|s|t)$/

/** The page for people instead of the player. */
function pageOf(address: string): URL | null {
  if (!/^https?:/.test(address) || !URL.canParse(address)) return null
  const url = new URL(address)
  const [, video] = /^\/embed\/([\w-]+)/.exec(url.pathname) ?? []
  if (video !== undefined && /(?:^|\.)youtube(?:-nocookie)?\.com$/.test(url.hostname)) {
    return new URL(`https://www.youtube.com/watch?v=${video}`)
  }
  const [, clip] = /^\/video\/(\d+)/.exec(url.pathname) ?? []
  if (clip !== undefined && url.hostname === 'player.vimeo.com') {
    return new URL(`https://vimeo.com/${clip}`)
  }
  const post = url.searchParams.get('href')
  if (url.pathname.startsWith('/plugins/') && post !== null) return pageOf(post)
  for (const name of [...url.searchParams.keys()]) {
    if (TRACKING.test(name)) url.searchParams.delete(name)
  }
  return url
}
