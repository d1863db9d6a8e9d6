import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type OverlayOptions } from 'sharp'
import { plainBidi } from '../../arabic/bidi.ts'
import { cutText } from '../../model/cut-text.ts'
import { SHARE_SIZE } from '../../model/prepared-picture.ts'
import { ROOT } from '../project-root.ts'
import { useCardFonts } from './card-fonts.ts'
import { smallJpeg } from './crop-share.ts'

interface Card {
  headline: string
  language: string
  section: string | null
  place: number
  site: string
  siteLanguage: string
}

/** The colours of the sections in web/styles/tokens.css, by their place; the first one is the site's. */
export const GROUNDS = [
  '#0f5c59',
  '#1f4f8b',
  '#7a4a06',
  '#5b3a8c',
  '#8a2f74',
  '#2d6a2f',
  '#6b4e37',
  '#5a5710',
]
const SITE_GROUND = '#0f4c4a'
const PAPER = '#fbf8f2'

const MARGIN = 80
const WIDTH = SHARE_SIZE.width - 2 * MARGIN
/** Of the headline, in pixels: by its length in characters; a smaller one where it is still too high. */
const SIZES = [
  { upTo: 22, size: 112 },
  { upTo: 45, size: 86 },
  { upTo: 95, size: 68 },
  { upTo: 190, size: 54 },
  { upTo: 300, size: 42 },
]
const HEADLINE = { top: 132, height: 336 }
const FOOT_TOP = 514
const MARK = 72

/**
 * A card with the headline, for an article without a picture. Pango shapes and wraps the text with the
 * fonts of the packages alone, so it looks the same on every machine.
 */
export async function drawShareCard(card: Card, cache: string): Promise<Buffer> {
  await useCardFonts(cache)
  const ground = GROUNDS[card.place % GROUNDS.length] ?? SITE_GROUND
  const isRtl = RTL.test(card.language)
  const siteIsRtl = RTL.test(card.siteLanguage)
  const mark = await drawMark()
  const parts: OverlayOptions[] = [
    { input: rule(), left: MARGIN, top: FOOT_TOP - 22 },
    { input: mark, left: siteIsRtl ? SHARE_SIZE.width - MARGIN - MARK : MARGIN, top: FOOT_TOP },
    await placed(
      await drawText(clean(card.site), { font: SANS, size: 44, isRtl: siteIsRtl }),
      siteIsRtl,
      {
        top: FOOT_TOP,
        height: MARK,
        indent: MARK + 20,
      },
    ),
    await placed(await drawHeadline(card.headline, isRtl), isRtl, HEADLINE),
  ]
  if (card.section !== null) {
    const section = await drawText(clean(card.section), {
      font: SANS,
      size: 36,
      isRtl: siteIsRtl,
    })
    parts.push(await placed(section, siteIsRtl, { top: 56, height: 56 }))
  }
  const sheet = sharp({ create: { ...SHARE_SIZE, channels: 3, background: ground } })
  return await smallJpeg(sharp(await sheet.composite(parts).png().toBuffer()))
}

const NASKH = 'Noto Naskh Arabic, Noto Serif Bold'
const SANS = 'Noto Sans Arabic, Noto Sans Bold'
const RTL = /^(?:ar|fa|ur|ps|ku|he|ug|sd|dv)\b/

async function drawHeadline(text: string, isRtl: boolean): Promise<Drawn> {
  const headline = clean(text)
  const first = SIZES.findIndex(({ upTo }) => headline.length <= upTo)
  for (const { size } of SIZES.slice(first)) {
    const setting = { font: NASKH, size, isRtl }
    const drawn = await drawText(headline, setting)
    if (drawn.height <= HEADLINE.height) return await balanced(headline, setting, drawn)
  }
  const words = cutText(headline, 150).replace(/[\s،,؛:.]+\S*$/, '')
  return await drawText(`${words}…`, { font: NASKH, size: 42, isRtl })
}

/** In lines of about one length: as narrow as it gets without another line. No word stands alone below. */
async function balanced(text: string, setting: Setting, drawn: Drawn): Promise<Drawn> {
  if (drawn.height < 1.5 * setting.size) return drawn
  let best = drawn
  for (const part of [0.9, 0.8, 0.7, 0.6]) {
    const narrow = await drawText(text, { ...setting, width: Math.round(WIDTH * part) })
    // The height is that of the ink, which differs by a few pixels with the letters of a line.
    if (narrow.height > drawn.height + setting.size / 2 || narrow.width > WIDTH * part) break
    best = narrow
  }
  return best
}

interface Drawn {
  input: Buffer
  width: number
  height: number
}

/** The fonts have no pictographs: Pango would draw their numbers in a box. */
function clean(text: string): string {
  return text
    .replace(/\p{Emoji_Presentation}|\ufe0f/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}

interface Setting {
  font: string
  size: number
  isRtl: boolean
  width?: number
}

async function drawText(
  text: string,
  { font, size, isRtl, width = WIDTH }: Setting,
): Promise<Drawn> {
  // The first letter with a direction gives that of the paragraph, and a headline may begin with a name.
  const direction = isRtl ? '\u200f' : '\u200e'
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="${PAPER}" line_height="0.92">${direction}${escaped(isRtl ? plainBidi(text) : text)}</span>`,
      font: `${font} ${size}px`,
      width,
      dpi: 72,
      rgba: true,
      // Where the paragraph begins: on the right for Arabic.
      align: 'left',
      wrap: 'word-char',
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true })
  return { input: data, width: info.width, height: info.height }
}

/** At the side where its line begins, in the middle of the height that it has. */
async function placed(
  { input, width, height }: Drawn,
  isRtl: boolean,
  box: { top: number; height: number; indent?: number },
): Promise<OverlayOptions> {
  const inset = MARGIN + (box.indent ?? 0)
  return {
    input,
    left: Math.max(0, isRtl ? SHARE_SIZE.width - inset - width : inset),
    top: Math.max(0, Math.round(box.top + (box.height - height) / 2)),
  }
}

function rule(): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="2"><rect width="${WIDTH}" height="2" fill="${PAPER}" opacity="0.45"/></svg>`,
  )
}

/** The mark of the site without its ground. */
async function drawMark(): Promise<Buffer> {
  const icon = (await readFile(join(ROOT, 'web/build/icons/favicon.svg'))).toString()
  const mark = icon.replace(/<rect[^>]*\/>/, '')
  return await sharp(Buffer.from(mark), { density: 300 }).resize(MARK).png().toBuffer()
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
