import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isId } from '../../model/id.ts'
import { type Update, updateSchema } from '../../model/live-updates.ts'
import { localIso, momentsAtLocalTime } from '../../model/local-time.ts'
import { instant } from '../../model/moment.ts'
import { parseWith } from '../../model/parse.ts'
import { problemText, Refusal } from '../../model/refusal.ts'
import type { Site } from '../../model/site.ts'
import { readText } from '../../source/read-text.ts'
import type { Document, Finding } from '../folder/document.ts'
import { listFiles } from '../folder/list-files.ts'
import { readUpdateText } from './update-text.ts'

/** The updates of one story as a Markdown file, one `## 22:40 title` for each. */
export interface LiveFile {
  /** Relative to the site's folder: `live/final.md`. */
  file: string
  /** The id of the story. */
  id: string
  /** In the order of the file; empty where there are errors. */
  updates: Update[]
  findings: Finding[]
}

const HEADING = /^##[ \t]+(?:(\d{4})-(\d\d)-(\d\d)[ \t]+)?(\d\d?):(\d\d)(?:[ \t]+(.*))?$/
const DATE =
  /^---[ \t]*\n(?:.*\n)*?date:[ \t]*(\d{4})-(\d\d)-(\d\d)[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|$)/
const FIELDS = /^---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|$)/
const DAY_MS = 86_400_000

/** The files in `live/`. */
export async function readLiveFiles(
  path: string,
  documents: Document[],
  site: Pick<Site, 'timeZone'>,
): Promise<LiveFile[]> {
  const files = await listFiles(path, 'live')
  return Promise.all(
    files
      .filter((file) => file.endsWith('.md'))
      .map(async (file) => {
        const id = basename(file, '.md').normalize('NFC')
        const head = documents.find((known) => known.kind === 'article' && known.id === id)
        const live = head?.kind === 'article' ? head.value?.live : undefined
        const started = live && localIso(instant(live.startedAt), site.timeZone)
        const found = readText(await readFile(join(path, file)))
        const text = 'text' in found ? found.text : ''
        const read = readLiveText(text, { file, day: started?.slice(0, 10), ...site })
        if (!isId(id)) read.findings.unshift(finding(file, 1, 'has a name that is not an id'))
        else if (head !== undefined && live === undefined) {
          read.findings.unshift(
            finding(file, 1, `${head.file} is no live story; add "live:" with "startedAt:" to it`),
          )
        }
        return { file, id, ...read, updates: read.findings.length > 0 ? [] : read.updates }
      }),
  )
}

interface LiveTextOptions {
  file: string
  /** The day of the first update, where the file does not say: `2026-03-05`. */
  day: string | undefined
  timeZone: string
}

/** The updates in the text of a file. Their times are in the site's time zone. */
export function readLiveText(
  text: string,
  { file, day, timeZone }: LiveTextOptions,
): { updates: Update[]; findings: Finding[] } {
  const findings: Finding[] = []
  const updates: Update[] = []
  const lines = text.split('\n')
  const fields = FIELDS.exec(text)?.[0].split('\n').length ?? 1
  const starts = lines.flatMap((line, index) => (/^##[ \t]/.test(line) ? [index] : []))
  const before = lines.slice(fields - 1, starts[0]).findIndex((line) => line.trim() !== '')
  if (before >= 0) {
    findings.push(
      finding(file, fields + before, 'stands before the first update; write "## 22:40" above it'),
    )
  }
  const written = DATE.exec(text)
  let date = written
    ? Date.parse(`${written.slice(1, 4).join('-')}T00:00Z`)
    : Date.parse(`${day}T00:00Z`)
  let last = -1
  const sameMinute = new Map<string, number>()
  starts.forEach((start, place) => {
    const line = withLatinDigits(lines[start] ?? '')
    const [, year, month, dayOfMonth, hour, minute] = HEADING.exec(line) ?? []
    const title = HEADING.exec(lines[start] ?? '')?.[6] ?? HEADING.exec(line)?.[6]
    if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) {
      findings.push(
        finding(file, start + 1, 'does not begin with a time; write "## 22:40" and a title'),
      )
      return
    }
    const time = Number(hour) * 60 + Number(minute)
    if (year !== undefined) date = Date.parse(`${year}-${month}-${dayOfMonth}T00:00Z`)
    else if (time < last) date += DAY_MS
    last = time
    if (Number.isNaN(date)) {
      findings.push(
        finding(
          file,
          start + 1,
          'has no date; write it above as "date: 2026-03-05" between two lines of ---, or here as "## 2026-03-05 22:40"',
        ),
      )
      return
    }
    const moment = momentsAtLocalTime(date + time * 60_000, timeZone)[0]
    if (moment === undefined) {
      findings.push(
        finding(
          file,
          start + 1,
          `does not exist in ${timeZone}, because clocks are set forward; write an hour later`,
        ),
      )
      return
    }
    const iso = localIso(moment, timeZone)
    const name = `${iso.slice(0, 10).replaceAll('-', '')}-${iso.slice(11, 16).replace(':', '')}`
    const count = (sameMinute.get(name) ?? 0) + 1
    sameMinute.set(name, count)
    const body = readUpdateText(lines.slice(start + 1, starts[place + 1]).join('\n'), start + 2)
    for (const { message, place: at, severity } of body.problems) {
      findings.push({
        ...finding(file, at?.line ?? start + 2, message),
        ...(severity && { severity }),
      })
    }
    try {
      updates.push(
        parseWith(updateSchema, {
          id: count === 1 ? name : `${name}-${count}`,
          at: count === 1 ? iso : localIso(moment + (count - 1) * 1000, timeZone),
          ...titled(title?.trim()),
          body: body.body,
        }),
      )
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      for (const problem of error.problems)
        findings.push(finding(file, start + 1, problemText(problem)))
    }
  })
  return { updates, findings }
}

/** A title in bold is a key event; one that begins with «تصحيح:» is a correction. */
function titled(title: string | undefined): Pick<Update, 'title' | 'kind'> {
  if (!title) return {}
  const bold = /^\*\*(.+)\*\*$/.exec(title)?.[1]
  if (bold !== undefined) return { title: bold, kind: 'key' }
  return /^(?:تصحيح|correction)\s*:/i.test(title) ? { title, kind: 'correction' } : { title }
}

function finding(file: string, line: number, message: string): Finding {
  return { file, line, column: 1, severity: 'error', message }
}

function withLatinDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
}
