import { setTimeout as sleep } from 'node:timers/promises'
import { fromHtml } from 'hast-util-from-html'
import type { Body } from '../../model/block.ts'
import { type Figure, isRemoteImage } from '../../model/figure.ts'
import { imageUrl } from '../../model/path.ts'
import {
  PREPARED_FORMATS,
  preparedName,
  preparedPicture,
  preparedWidths,
} from '../../model/prepared-picture.ts'
import { Refusal } from '../../model/refusal.ts'
import { shownText } from '../html/shown-text.ts'
import { figuresOf } from './expected-story.ts'

const ANSWER_MS = 30_000
const TRIES = 5
const MAX_WAIT_SECONDS = 120
/** The page isolates words of the other direction. */
const DIRECTION_MARKS = /[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/g

/** A site that is asked for its stories, pictures and addresses, as politely as its limits want. */
export class RunningSite {
  readonly #origin: string
  /** By name: whether the site answers it. */
  readonly #pictures = new Map<string, Promise<boolean>>()

  constructor(origin: string) {
    this.#origin = origin
  }

  /** @throws Refusal where the site does not answer, or only with errors of its own */
  async get(path: string, method: 'GET' | 'HEAD' = 'GET'): Promise<Response> {
    const url = new URL(path, this.#origin)
    for (let left = TRIES - 1; ; left -= 1) {
      const answer = await fetch(url, {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_MS),
      }).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))
      const isPassing = answer instanceof Error || answer.status === 429 || answer.status >= 500
      if (!isPassing) return answer
      if (left === 0) throw refusalOf(url, answer)
      if (!(answer instanceof Error)) await answer.body?.cancel()
      await sleep(1000 * waitOf(answer))
    }
  }

  /** The words of a page, with white space folded; null where there is none. */
  async textAt(path: string): Promise<string | null> {
    const response = await this.get(path)
    const html = await response.text()
    if (!response.ok) return null
    return shownText(fromHtml(html)).replace(DIRECTION_MARKS, '').replace(/\s+/g, ' ')
  }

  /** The pictures of a story that the site does not have, in any of their sizes. */
  async deadPictures(story: { image?: Figure | undefined; body: Body }): Promise<string[]> {
    const names = figuresOf(story)
      .filter(({ src }) => !isRemoteImage(src))
      .flatMap(namesOf)
    const dead: string[] = []
    for (const name of new Set(names)) if (!(await this.#has(name))) dead.push(imageUrl(name))
    return dead
  }

  #has(name: string): Promise<boolean> {
    const known = this.#pictures.get(name)
    if (known !== undefined) return known
    const asked = this.get(imageUrl(name), 'HEAD').then(({ ok }) => ok)
    this.#pictures.set(name, asked)
    return asked
  }
}

function namesOf({ src }: Figure): string[] {
  const prepared = preparedPicture(src)
  if (prepared === null) return [src]
  const { hash, width: widest } = prepared
  return PREPARED_FORMATS.flatMap((format) =>
    preparedWidths(widest).map((width) => preparedName({ hash, width, format })),
  )
}

/** Seconds: what the site says, a moment where it does not answer at all. */
function waitOf(answer: Response | Error): number {
  if (answer instanceof Error) return 0.2
  const said = Number(answer.headers.get('Retry-After') ?? 1)
  return Math.min(Number.isFinite(said) ? Math.max(0, said) : 1, MAX_WAIT_SECONDS)
}

function refusalOf({ href }: URL, answer: Response | Error): Refusal {
  const why =
    answer instanceof Error
      ? `does not answer (${answer.message}). Is the site running?`
      : `answers ${answer.status}, also at the ${TRIES}th time. Look at /api/v1/status, then compare again.`
  return new Refusal([{ path: '', message: `${href} ${why}` }])
}
