import type { Lose } from '../losses.ts'
import { escapeHtml } from '../text/escape-html.ts'

const KNOWN = new Set([
  'caption',
  'wp_caption',
  'gallery',
  'embed',
  'youtube',
  'video',
  'audio',
  'playlist',
])
const CODE = /\[(\/?)(\p{L}[\p{L}\p{M}\p{N}_-]*)((?:\s+[^\][]*|=[^\][]*)?)\s*\/?\](?!\()/giu
const ATTRIBUTE = /([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))/g
const QUOTES = /&(?:quot|#822[01]|#8243|#34);|[\u201C\u201D\u2033]/g

/**
 * WordPress shortcodes as HTML that the reader of blocks knows. Codes of plugins are removed and their
 * content is kept. Words in brackets that are no codes are unchanged.
 */
export function expandShortcodes(html: string, lose: Lose): string {
  const closed = new Set(
    [...html.matchAll(/\[\/(\p{L}[\p{L}\p{M}\p{N}_-]*)\]/giu)].map(([, name]) =>
      name?.toLowerCase(),
    ),
  )
  // The block editor marks players by itself.
  const isClassic = !html.includes('<!-- wp:')
  return html
    .replace(/^[ \t]*(https?:\/\/\S+)[ \t]*$/gm, (line, url: string) =>
      isClassic && isPlayer(url) ? embed(url) : line,
    )
    .replace(/\[embed[^\]]*\]\s*([^[\s]+)\s*\[\/embed\]/gi, (_, url: string) => embed(url))
    .replace(/\[youtube[\s=]+(https?:[^\]\s]+)\s*\]/gi, (_, url: string) => embed(url))
    .replace(
      /\[((?:wp_)?caption)([^\]]*)\]([\s\S]*?)\[\/\1\]/gi,
      (_, _name, given: string, content: string) => captioned(given, content),
    )
    .replace(CODE, (code, slash: string, name: string, given: string, at: number, all: string) => {
      const attributes = attributesIn(given)
      const known = name.toLowerCase()
      if (known === 'gallery')
        return `<hudhud-gallery ids="${escaped(attributes.ids ?? attributes.include ?? '')}"></hudhud-gallery>`
      if (known === 'video' || known === 'audio') {
        const source = Object.entries(attributes).find(([key]) =>
          /^(?:src|mp4|m4v|webm|ogv|mp3|m4a|ogg|wav|flv)$/.test(key),
        )?.[1]
        if (source) return embed(source)
      }
      const isCode =
        KNOWN.has(known) || slash !== '' || closed.has(known) || Object.keys(attributes).length > 0
      if (!isCode) return code
      if (slash === '') lose('unknown-shortcode', code)
      // Texts that a page builder stores in attributes are part of the story.
      const words = attributes.title ?? attributes.text ?? attributes.heading
      if (slash === '' && words) return `\n\n${escaped(words)}\n\n`
      return isInLine(all, at, code, slash !== '') ? '' : '\n\n'
    })
}

/** A code round words of a line, as for a highlight or a large first letter, does not break the line. */
function isInLine(html: string, at: number, code: string, isEnd: boolean): boolean {
  const after = html.slice(at + code.length).match(/^[ \t]*(.)/su)?.[1] ?? '\n'
  const before = html.slice(0, at).match(/(.)[ \t]*$/su)?.[1] ?? '\n'
  const isText = (letter: string) => /[^\n\r<>[\]]/.test(letter)
  return isEnd ? isText(after) : isText(before)
}

function captioned(given: string, content: string): string {
  const { caption } = attributesIn(given)
  const [, image = '', words = ''] =
    /^\s*((?:<a[^>]*>\s*)?<img[^>]*>(?:\s*<\/a>)?)([\s\S]*)$/i.exec(content) ?? [
      undefined,
      '',
      content,
    ]
  return `<figure>${image}<figcaption>${caption ? escaped(caption) : words}</figcaption></figure>`
}

function embed(url: string): string {
  return `<hudhud-embed url="${escaped(url)}"></hudhud-embed>`
}

const PLAYERS =
  /^https?:\/\/(?:[\w-]+\.)*(?:youtube\.com|youtu\.be|vimeo\.com|dailymotion\.com|twitter\.com|x\.com|facebook\.com|fb\.watch|instagram\.com|t\.me|tiktok\.com|soundcloud\.com)\//i

function isPlayer(url: string): boolean {
  return PLAYERS.test(url)
}

/** Editors' quotes and WordPress's own entities stand where quotes were typed. */
function attributesIn(given: string): Record<string, string> {
  const found = given.replace(QUOTES, '"').matchAll(ATTRIBUTE)
  return Object.fromEntries(
    [...found].map(([, name = '', one, two, three]) => [
      name.toLowerCase(),
      one ?? two ?? three ?? '',
    ]),
  )
}

/** Of an attribute that may be escaped already. */
function escaped(text: string): string {
  return escapeHtml(text.replaceAll('&amp;', '&'))
}
