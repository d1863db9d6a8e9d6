import type { Source } from '../../source/source.ts'
import type { Document } from './document.ts'
import { storeText } from './store-text.ts'

/** What was read last: a check looks at one document many times. */
let last:
  | { read: () => string; values: [written: unknown, value: unknown]; places?: Source['places'] }
  | undefined

/**
 * The same document, with its value on disk until it is needed. One with errors, or with a date that is
 * now, stays as it is: reading it again would give another one.
 * @param readAgain reads the file again, for the places of its parts
 */
export function valueOnDisk<Made extends Document>(document: Made, readAgain: () => Source): Made {
  const { value, source, ...light } = document
  const { problems } = source
  if (value === null || document.filled !== undefined) return document
  const read = storeText(JSON.stringify([source.value, value]))
  const current = () => {
    if (last?.read !== read) last = { read, values: JSON.parse(read()) }
    return last
  }
  return Object.defineProperties(light, {
    value: { enumerable: true, get: () => current().values[1] },
    source: {
      enumerable: true,
      get: (): Source => ({
        value: current().values[0],
        problems,
        get places() {
          const known = current()
          known.places ??= readAgain().places
          return known.places
        },
      }),
    },
  }) as Made
}
