import type { Lose } from '../losses.ts'
import { escapeHtml } from '../text/escape-html.ts'

const ATTRIBUTE = /(?:([\w-]+)\s*=\s*)?(?:"([^"]*)"|`([^`]*)`|'([^']*)'|([^\s"'=]+))/g
const VIDEOS: Record<string, (id: string) => string> = {
  youtube: (id) => `https://www.youtube.com/watch?v=${id}`,
  vimeo: (id) => `https://vimeo.com/${id}`,
  instagram: (id) => `https://www.instagram.com/p/${id}/`,
  gist: (id) => `https://gist.github.com/${id}`,
}

/** Hugo's shortcodes, Jekyll's and Eleventy's tags, as HTML. Unknown ones are removed; their content is kept. */
export function expandTemplateCodes(markdown: string, lose: Lose): string {
  // Liquid leaves what stands in `raw` as it is.
  const raw: string[] = []
  return markdown
    .replace(/\{%-?\s*raw\s*-?%\}([\s\S]*?)\{%-?\s*endraw\s*-?%\}/g, (_, text: string) => {
      raw.push(text)
      return `\uE000${raw.length - 1}\uE000`
    })
    .replace(
      /\{\{\s*["']?\s*(?:site\.(?:baseurl|url)|["']([^"']+)["']\s*\|\s*(?:relative_url|absolute_url|url))\s*\}\}/g,
      (_, path?: string) => path ?? '',
    )
    .replace(
      /\{\{[<%]\s*(\/?)\s*([\w./-]+)([^>%]*?)\/?\s*[>%]\}\}/g,
      (code, slash: string, name: string, given: string) => {
        if (slash !== '') return ''
        return expanded(name, given, code, lose)
      },
    )
    .replace(/\{%-?\s*([\w.-]+)([^%]*?)-?%\}/g, (code, name: string, given: string) => {
      const [, file, rest = ''] = /^\s*([\w./-]+\.html?)\b(.*)$/s.exec(given) ?? []
      if (name === 'include' && file)
        return expanded(file.replace(/^.*\/|\.html?$/g, ''), rest, code, lose)
      if (/^(?:end|if|else|elsif|unless|for|assign|capture|comment|highlight|set)/.test(name)) {
        if (!name.startsWith('end')) lose('unknown-shortcode', code)
        return ''
      }
      return expanded(name, given, code, lose)
    })
    .replace(/\{\{-?[^{}\n]*\}\}/g, (code) => {
      lose('unknown-shortcode', code)
      return ''
    })
    .replace(/^\{:[^}\n]*\}\s*$/gm, '')
    .replace(/\uE000(\d+)\uE000/g, (_, place: string) => raw[Number(place)] ?? '')
}

function expanded(name: string, given: string, code: string, lose: Lose): string {
  const { named, listed } = attributesIn(given)
  if (/^(?:figure|image|img|picture)$/.test(name)) {
    const src = named.src ?? named.url ?? named.image_path ?? named.path ?? listed[0] ?? ''
    const caption = [named.title, named.caption].filter(Boolean).join(' — ')
    const credit = named.attr ?? named.credit
    const words = [caption, credit && `© ${credit}`].filter(Boolean).join(' ')
    return `\n\n<figure><img src="${escapeHtml(src)}" alt="${escapeHtml(named.alt ?? '')}"><figcaption>${escapeHtml(words)}</figcaption></figure>\n\n`
  }
  if (/^(?:x|tweet|twitter|x_simple|twitter_simple)$/.test(name)) {
    const id = named.id ?? listed.at(-1)
    const url = id?.startsWith('http')
      ? id
      : `https://x.com/${named.user ?? 'i/status'}/${named.user ? 'status/' : ''}${id}`
    if (id) return embed(url)
  }
  const id = named.id ?? named.url ?? listed[0]
  const address = VIDEOS[name]
  if (address && id) return embed(id.startsWith('http') ? id : address(id))
  const [post] = listed
  if (name === 'post_url' && post)
    return `/${post.replace(/^(\d{4})-(\d\d)-(\d\d)-(.+)$/, '$1/$2/$3/$4.html')}`
  if ((name === 'ref' || name === 'relref' || name === 'link') && (listed[0] ?? named.path))
    return `/${(listed[0] ?? named.path ?? '').replace(/^_posts\/|^\/|\.md$/g, '')}`
  lose('unknown-shortcode', code)
  return ''
}

function embed(url: string): string {
  return `\n\n<hudhud-embed url="${escapeHtml(url)}"></hudhud-embed>\n\n`
}

function attributesIn(given: string): { named: Record<string, string>; listed: string[] } {
  const named: Record<string, string> = {}
  const listed: string[] = []
  for (const [, name, ...values] of given.matchAll(ATTRIBUTE)) {
    const value = values.find((one) => one !== undefined) ?? ''
    if (name === undefined) listed.push(value)
    else named[name] = value
  }
  return { named, listed }
}
