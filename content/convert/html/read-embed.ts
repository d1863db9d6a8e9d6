import type { Element } from 'hast'
import { repairLine } from '../text/repair-text.ts'
import { attribute, childrenOf, find, hasClass, textIn } from './nodes.ts'
import type { Flow, Item } from './read-flow.ts'
import { shownText } from './shown-text.ts'

interface Provider {
  host: RegExp
  name: string
  ar: string
  en: string
}

const PROVIDERS: Provider[] = [
  {
    host: /(?:^|\.)(?:youtube\.com|youtu\.be|youtube-nocookie\.com)$/,
    name: 'YouTube',
    ar: 'مقطع على يوتيوب',
    en: 'A video on YouTube',
  },
  { host: /(?:^|\.)vimeo\.com$/, name: 'Vimeo', ar: 'مقطع على فيميو', en: 'A video on Vimeo' },
  {
    host: /(?:^|\.)dailymotion\.com$/,
    name: 'Dailymotion',
    ar: 'مقطع على ديلي موشن',
    en: 'A video on Dailymotion',
  },
  { host: /(?:^|\.)(?:twitter\.com|x\.com)$/, name: 'X', ar: 'منشور على إكس', en: 'A post on X' },
  {
    host: /(?:^|\.)(?:facebook\.com|fb\.watch)$/,
    name: 'Facebook',
    ar: 'منشور على فيسبوك',
    en: 'A post on Facebook',
  },
  {
    host: /(?:^|\.)instagram\.com$/,
    name: 'Instagram',
    ar: 'منشور على إنستغرام',
    en: 'A post on Instagram',
  },
  {
    host: /^(?:t\.me|telegram\.me)$/,
    name: 'Telegram',
    ar: 'منشور على تلغرام',
    en: 'A post on Telegram',
  },
  { host: /(?:^|\.)tiktok\.com$/, name: 'TikTok', ar: 'مقطع على تيك توك', en: 'A video on TikTok' },
  {
    host: /(?:^|\.)soundcloud\.com$/,
    name: 'SoundCloud',
    ar: 'تسجيل على ساوند كلاود',
    en: 'A recording on SoundCloud',
  },
]
const POSTS =
  /\b(?:twitter-tweet|twitter-video|instagram-media|fb-post|fb-video|tiktok-embed|telegram-post)\b/

/** A player or a post of another site as a link card; null when the element is none. */
export function embedOf(element: Element, flow: Flow): Item[] | null {
  switch (element.tagName) {
    case 'iframe':
    case 'embed':
    case 'object':
    case 'video':
    case 'audio':
    case 'hudhud-embed': {
      const url = addressIn(element)
      if (url === null) return flow.inner(childrenOf(element))
      return cardOf(url, flow, { title: attribute(element, 'title') })
    }
    case 'script': {
      const post = attribute(element, 'dataTelegramPost')
      return post ? cardOf(`https://t.me/${post}`, flow) : null
    }
    case 'blockquote':
    case 'div': {
      if (hasClass(element, POSTS)) return postOf(element, flow)
      if (hasClass(element, /\bkg-bookmark-card\b/)) return bookmarkOf(element, flow)
      return null
    }
    case 'figure':
      return hasClass(element, /\bkg-bookmark-card\b/)
        ? bookmarkOf(element, flow)
        : wordpressEmbed(element, flow)
    case 'p':
      return bareAddress(element, flow)
    default:
      return null
  }
}

/** The card of an address that a player shows, or null where the model takes no such address. */
function cardOf(
  address: string,
  flow: Flow,
  { title, description }: { title?: string | undefined; description?: string | undefined } = {},
): Item[] | null {
  const target = flow.context.link(pageOf(address))
  if (target === null || !/^https?:/i.test(target.href)) {
    flow.context.lose('unsafe-link', address)
    return []
  }
  const { hostname } = new URL(target.href)
  const known = PROVIDERS.find(({ host }) => host.test(hostname.toLowerCase()))
  flow.context.lose('embed-as-link', target.href)
  const name = known?.name ?? hostname.replace(/^www\./, '')
  const words = title && repairLine(title, flow.context.lose).slice(0, 300)
  const standing = known?.[flow.context.language.startsWith('ar') ? 'ar' : 'en'] ?? name
  const said = description && repairLine(description, flow.context.lose)
  // What does not fit into a card follows it.
  const isLong = (said?.length ?? 0) > 1000
  return [
    {
      type: 'embed',
      url: target.href,
      title: words || standing,
      ...(said && !isLong && { description: said }),
      provider: name.slice(0, 100),
    },
    ...(said && isLong ? [said] : []),
  ]
}

/** The page of what a player shows: players change, pages stay. */
function pageOf(address: string): string {
  const url = address.startsWith('//') ? `https:${address}` : address
  const [, video] =
    /^https?:\/\/(?:www\.|m\.)?youtube(?:-nocookie)?\.com\/(?:embed|v)\/([\w-]{6,})/i.exec(url) ??
    []
  if (video && video !== 'videoseries') return `https://www.youtube.com/watch?v=${video}`
  const [, vimeo] = /^https?:\/\/player\.vimeo\.com\/video\/(\d+)/i.exec(url) ?? []
  if (vimeo) return `https://vimeo.com/${vimeo}`
  const [, dailymotion] =
    /^https?:\/\/(?:www\.)?dailymotion\.com\/embed\/video\/(\w+)/i.exec(url) ?? []
  if (dailymotion) return `https://www.dailymotion.com/video/${dailymotion}`
  if (/^https?:\/\/(?:www\.)?facebook\.com\/plugins\//i.test(url) && URL.canParse(url))
    return new URL(url).searchParams.get('href') ?? url
  return url
}

function addressIn(element: Element): string | null {
  const names = ['src', 'dataSrc', 'data', 'url', 'dataLazySrc']
  for (const one of [element, ...childrenOf(element).filter((child) => child.type === 'element')]) {
    for (const name of names) {
      const value = attribute(one, name)
      if (value && !value.startsWith('about:') && !value.startsWith('data:')) return value
    }
    if (one.tagName === 'param' && /^(?:movie|src)$/i.test(attribute(one, 'name') ?? '')) {
      const value = attribute(one, 'value')
      if (value) return value
    }
  }
  return null
}

/** The last link of a post is its own address. */
function postOf(element: Element, flow: Flow): Item[] | null {
  const links: string[] = []
  find(element, (one) => {
    const href = one.tagName === 'a' ? attribute(one, 'href') : undefined
    if (href) links.push(href)
    return false
  })
  const own =
    attribute(element, 'dataInstgrmPermalink') ??
    attribute(element, 'dataHref') ??
    attribute(element, 'cite') ??
    links.at(-1)
  if (!own) return null
  return cardOf(own.replace(/[?#].*$/, ''), flow, { description: shownText(element).trim() })
}

function bookmarkOf(element: Element, flow: Flow): Item[] | null {
  const part = (name: string) => find(element, (one) => hasClass(one, new RegExp(`\\b${name}\\b`)))
  const link = find(element, ({ tagName }) => tagName === 'a')
  const href = link && attribute(link, 'href')
  if (!href) return null
  const [title, description] = [part('kg-bookmark-title'), part('kg-bookmark-description')]
  return cardOf(href, flow, {
    title: title && textIn(title),
    description: description && textIn(description),
  })
}

/** `<figure class="wp-block-embed">` holds an address as text. */
function wordpressEmbed(element: Element, flow: Flow): Item[] | null {
  if (!hasClass(element, /\bwp-block-embed\b/)) return null
  const inner = find(element, (one) => hasClass(one, /\bwp-block-embed__wrapper\b/)) ?? element
  const address = textIn(inner).trim()
  if (!/^https?:\/\/\S+$/.test(address)) return null
  const caption = find(element, ({ tagName }) => tagName === 'figcaption')
  return cardOf(address, flow, { title: caption && textIn(caption) })
}

/** WordPress shows a player for the address of a known site that stands alone on its line. */
function bareAddress(element: Element, flow: Flow): Item[] | null {
  const address = textIn(element).trim()
  if (!/^https?:\/\/\S+$/.test(address) || !URL.canParse(address)) return null
  const { hostname } = new URL(address)
  return PROVIDERS.some(({ host }) => host.test(hostname.toLowerCase()))
    ? cardOf(address, flow)
    : null
}
