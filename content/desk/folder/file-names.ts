import { codePoints } from '../../model/code-points.ts'
import { isMediaName } from '../../model/figure.ts'
import { isId, slugOf } from '../../model/id.ts'

/** What systems and text editors leave in folders: passed over without a word. */
const LEFTOVER =
  /^(?:\..*|Thumbs\.db|ehthumbs\.db|desktop\.ini|~\$.*|.*~|#.*#|.*\.(?:tmp|temp|swp|swo|bak|part|crdownload|lnk)|Icon\r?|__MACOSX)$/i

export function isLeftover(name: string): boolean {
  return LEFTOVER.test(name)
}

export interface NameProblem {
  message: string
  severity: 'error' | 'warning'
}

/** What is wrong with the name of a file among articles or pages; null when it is right. */
export function documentNameProblem(name: string): NameProblem | null {
  const [, stem = '', ending = ''] = /^(.*?)(\.[^.]*)?$/su.exec(name.normalize('NFC')) ?? []
  const lower = ending.toLowerCase()
  if (lower !== '.md' && lower !== '.json') return otherFile(stem, lower)
  if (ending !== lower) return error(`ends with ${ending}; rename it to ${stem}${lower}`)
  if (isId(stem)) return null
  const suggestion = slugOf(stem)
  const advice =
    suggestion === null
      ? `write 1 to 120 lower-case letters and digits joined by single hyphens, like "nile-flood${ending}"`
      : `rename it to ${suggestion}${ending}`
  return error(`has a name that is not an id${reasonsIn(stem)}; ${advice}`)
}

function otherFile(stem: string, ending: string): NameProblem {
  const advice: Record<string, string> = {
    '.markdown': `ends with .markdown; rename it to ${stem}.md`,
    '.mdx': `ends with .mdx; rename it to ${stem}.md`,
    '.txt':
      'is plain text; write the fields between two lines of --- above it, and rename it to end with .md',
    '.doc': 'is a Word file; copy its text into a file that ends with .md',
    '.docx': 'is a Word file; copy its text into a file that ends with .md',
    '.html': 'is HTML; copy its text into a file that ends with .md',
  }
  const known = advice[ending]
  const rule = 'is neither Markdown nor JSON, so it is not published'
  if (known !== undefined) return { message: `${rule}: it ${known}`, severity: 'warning' }
  return { message: `${rule}; move it elsewhere`, severity: 'warning' }
}

/** What is wrong with the name of a file in `media/`; null when it is right. */
export function mediaNameProblem(name: string): NameProblem | null {
  if (isMediaName(name)) return null
  const [, stem = '', ending = ''] = /^(.*?)(\.[^.]*)?$/su.exec(name) ?? []
  switch (ending.toLowerCase()) {
    case '.svg':
      return error('is an SVG, which may contain scripts; save it as PNG')
    case '.heic':
    case '.heif':
      return error(HEIC)
    case '.tif':
    case '.tiff':
    case '.bmp':
    case '.psd':
      return error(
        `is a ${ending.slice(1).toUpperCase()} picture, which browsers do not show; export it as JPEG or PNG`,
      )
    case '.jpg':
    case '.jpeg':
    case '.png':
    case '.webp':
    case '.avif':
    case '.gif':
      return error(
        `has a name that pictures cannot have${reasonsIn(stem)}; rename it to ${mediaSuggestion(stem)}${ending.toLowerCase()}`,
      )
    default:
      return {
        message:
          'is not the name of a picture, so it is not published; move it elsewhere, or end it with .jpg, .png, .webp, .avif or .gif',
        severity: 'warning',
      }
  }
}

export const HEIC =
  'is HEIC, which browsers do not show; export it as JPEG (on a Mac in Preview: File, Export; on an iPhone: Settings, Camera, Formats, Most Compatible)'

function mediaSuggestion(stem: string): string {
  return (
    stem
      .normalize('NFC')
      .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '-')
      .replace(/\.{2,}/g, '.')
      .replace(/^[-._]+|[-._]+$/g, '') || 'photo'
  )
}

/** In words, because a space and an invisible character are easily overlooked. */
function reasonsIn(stem: string): string {
  const invisible = stem.match(/[\p{Cf}\p{Cc}]/gu)
  const odd = stem.match(/[^\p{L}\p{M}\p{N}\s._\p{Cf}\p{Cc}-]/u)
  const reasons = [
    ...(/\s/.test(stem) ? ['a space'] : []),
    ...(/_/.test(stem) ? ['an underscore'] : []),
    ...(stem !== stem.toLowerCase() ? ['a capital letter'] : []),
    ...(invisible ? [`an invisible character (${codePoints(invisible[0])})`] : []),
    ...(odd ? [`the character ${odd[0]}`] : []),
  ]
  return reasons.length === 0 ? '' : `: it contains ${reasons.join(' and ')}`
}

function error(message: string): NameProblem {
  return { message, severity: 'error' }
}
