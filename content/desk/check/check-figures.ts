import { join } from 'node:path'
import { type Figure, isRemoteImage } from '../../model/figure.ts'
import { mediaKey } from '../../model/key.ts'
import type { DocumentOf } from '../folder/document.ts'
import { figuresIn } from '../pictures/figures.ts'
import { isAnimated } from '../pictures/is-animated.ts'
import type { CheckContext } from './context.ts'
import { readablePart } from './readable-part.ts'

export async function checkFigures(
  document: DocumentOf<'article' | 'page'>,
  { folder, broken, exists, report }: CheckContext,
): Promise<void> {
  const value = readablePart(document)
  for (const { path, figure } of value ? figuresIn(value) : []) {
    const { src, credit } = figure
    if (!credit) {
      report(
        path,
        `the picture ${quoted(figure)} has no credit; write who made it after a ©, or as "credit"`,
      )
    }
    const wrong = broken.get(src)
    const file = folder.media.get(src)
    if (wrong !== undefined) report(path, `media/${src} ${wrong}`)
    else if (isRemoteImage(src)) {
      const { origin } = new URL(src)
      if (!folder.site.imageOrigins.includes(origin)) {
        report(
          path,
          `the picture is from ${origin}; put the file in ${join('media', '')}, or add the address to imageOrigins in site.json`,
        )
      }
    } else if (file !== undefined) {
      if (await isAnimated(file)) {
        report(path, `the picture ${quoted(figure)} is animated; readers see it still`, 'warning')
      }
    } else if (!(await exists(mediaKey(src)))) {
      report(path, missing(figure, [...folder.media.keys()]))
    }
  }
}

/** Windows and macOS find a file whose name differs in capitals; KV and readers do not. */
function missing(figure: Figure, names: string[]): string {
  const alike = names.find((name) => name.toLowerCase() === figure.src.toLowerCase())
  if (alike !== undefined) {
    return `the picture ${quoted(figure)} does not exist, but media/${alike} does; write it with the same capital and small letters`
  }
  const stem = (name: string) => name.replace(/\.[^.]*$/, '').toLowerCase()
  const other = names.find((name) => stem(name) === stem(figure.src))
  return other === undefined
    ? `the picture ${quoted(figure)} does not exist; put the file in ${join('media', '')}`
    : `the picture ${quoted(figure)} does not exist, but media/${other} does; write its ending`
}

function quoted({ src }: Figure): string {
  return JSON.stringify(src)
}
