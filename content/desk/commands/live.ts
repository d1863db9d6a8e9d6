import { Option } from 'commander'
import { articleKey, liveKey, mediaKey } from '../../model/key.ts'
import { type LiveStory, liveSchema, liveState } from '../../model/live-story.ts'
import { type Update, updateSchema } from '../../model/live-updates.ts'
import { localIso } from '../../model/local-time.ts'
import { parseWith } from '../../model/parse.ts'
import { articlePath } from '../../model/path.ts'
import { problemText, Refusal } from '../../model/refusal.ts'
import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import { articleFields, missingInKv } from '../kv/kv-value.ts'
import { stamp } from '../kv/stamp.ts'
import { timeAt } from '../live/live-site.ts'
import { waitForUpdates } from '../live/wait-for-updates.ts'
import { waitUntilLive } from '../live/wait-until-live.ts'
import { fromInvocation } from '../npm-options.ts'
import { readPrepared } from '../pictures/picture-cache.ts'
import { changeLive, deskStore } from '../updates/desk-store.ts'
import type { LiveEdit } from '../updates/live-edit.ts'
import { ANY_CLOCK_MS, notBefore, RIGHT_CLOCK_MS } from '../updates/not-before.ts'
import { putEdits, updatesIn, updatesUnder } from '../updates/put-edits.ts'
import { readUpdateText } from '../updates/update-text.ts'
import type { Command } from './command.ts'

interface Options {
  remote?: boolean
  title?: string
  key?: boolean
  correction?: boolean
  picture?: string
  alt?: string
  credit?: string
  author?: string
  edit?: string
  delete?: string
  pin?: string | true
  summary?: string[]
  start?: boolean
  end?: boolean
  wait: boolean
}

export const liveCommand: Command<[string, string | undefined], Options> = {
  usage: 'live <id> [text]',
  description: 'add an update to a live story, and wait until readers see it',
  examples: [
    'live final --start',
    'live final "سجل المهاجم هدف التعادل." --title "هدف" --key --pin',
    'live final --edit 20260305-224003-k7x "سجل القائد هدف التعادل."',
    'live final --summary "1–1 في الشوط الثاني" "طرد لاعب" --remote',
    'live final --end',
  ],
  options: [
    new Option('--title <text>', 'its title'),
    new Option('--key', 'mark it as a key event').conflicts('correction'),
    new Option('--correction', 'mark it as a correction'),
    new Option('--picture <file>', 'show a picture below the text; needs --alt'),
    new Option('--alt <text>', 'what the picture shows'),
    new Option('--credit <text>', 'who made the picture'),
    new Option('--author <name>', 'who wrote it'),
    new Option('--edit <update>', 'change this update instead of adding one').conflicts('delete'),
    new Option('--delete <update>', 'delete this update'),
    new Option('--pin [update]', 'pin an update, by default the new one; "none" unpins'),
    new Option('--summary <points...>', 'the points above the updates'),
    new Option('--start', 'make the article a live story that begins now'),
    new Option('--end', 'end the coverage'),
    new Option('--no-wait', 'do not wait, and do not check again what other editors put'),
  ],
  action: (desk, [id, text], options) => live(desk, id, text, options),
}

/** Changes a live story: its updates first, then what its article says of it. */
async function live(
  desk: Desk,
  id: string,
  text: string | undefined,
  options: Options,
): Promise<void> {
  const site = await desk.read().then(
    (folder) => folder.site,
    () => null,
  )
  const running = await desk.liveSiteFromKv()
  // The clock of the site, where it can be asked; on this machine it is the same.
  const time = options.remote && running ? await timeAt(running) : Date.now()
  const isRight = time !== null && !Number.isNaN(time)
  const now = localIso(isRight ? time : Date.now(), site?.timeZone ?? 'Asia/Riyadh')
  // Wrangler takes seconds to start: both values in one call.
  const [key, updatesKey] = [articleKey(id.normalize('NFC')), liveKey(id)]
  const texts = await desk.namespace.getTexts([key, updatesKey])
  const head = texts.get(key)
  if (head === undefined) throw missingInKv(id)
  const written = articleFields({ key, text: head }).live
  const { story, starts } = storyOf(id, written, options, now)
  const store = deskStore(desk, id)
  const current = updatesIn(updatesKey, texts.get(updatesKey) ?? null)
  const at = notBefore(now, current, isRight ? RIGHT_CLOCK_MS : ANY_CLOCK_MS)
  const { edit, part } = await editOf(desk, { id, story, current }, text, options, at)
  const revision = headChange(story, starts, edit, options, now)
  if (revision !== null) requireRight(story, revision, edit, current)
  let put = starts && revision !== null ? await putHead(desk, id, revision) : null
  if (edit !== null) {
    const onPut = async () => {
      console.log(edit.wanted ? `${liveKey(id, part)} has ${edit.id}` : `${edit.id} is deleted`)
      if (!options.wait) return
      if (await waitForUpdates(running, id, [edit], part)) console.log('seen')
      if (options.remote) {
        console.log(
          'Checking for 5 min that no other editor’s put replaces it; interrupt if you are alone.',
        )
      }
    }
    // KV on this machine has no old values.
    const checks = options.wait ? (options.remote ? undefined : [0]) : []
    const place = { id, parts: story.parts ?? 0, part }
    // Preparing a picture takes a while, and another part was read since.
    const isRead = options.picture === undefined && part === undefined
    const known = isRead ? current : undefined
    const isPut = await putEdits(store, place, [edit], onPut, checks, known)
    if (!isPut) console.log(`${edit.id} is already up to date.`)
  }
  if (revision === null) {
    if (edit === null)
      throw new Failure(
        'Nothing to do; write the text of an update, or add an option (--help lists them).',
      )
    return
  }
  put ??= await putHead(desk, id, revision)
  const changed = Object.entries(revision).filter(([, value]) => value !== undefined)
  console.log(`${id} has ${changed.map(([name]) => name).join(', ')}`)
  if (!options.wait) return
  await waitUntilLive(running, [id], [{ path: articlePath(id), status: 200, revision: put }])
}

/**
 * The live story, and whether it begins now: one that is planned or has ended does so too.
 * @throws Failure where the article is no live story
 */
function storyOf(
  id: string,
  value: unknown,
  { start }: Options,
  now: string,
): { story: LiveStory; starts: boolean } {
  if (value === undefined && start) return { story: { startedAt: now }, starts: true }
  if (value === undefined) {
    throw new Failure(
      `${id} is not a live story; add --start, or add "live:" with "startedAt:" to its file and publish it.`,
    )
  }
  const story = explained(`live of ${id} is broken`, () => parseWith(liveSchema, value))
  if (!start || liveState(story, Date.now()) === 'running') return { story, starts: false }
  return { story: { ...story, startedAt: now, endedAt: undefined }, starts: true }
}

/** What would be refused is refused before the update is public. @throws Failure or Refusal */
function requireRight(
  story: LiveStory,
  { pinned, ...change }: Partial<LiveStory>,
  edit: LiveEdit | null,
  current: Update[],
): void {
  parseWith(liveSchema, { ...story, ...change, ...(pinned && { pinned }) })
  // Older parts are not read for it.
  if (!pinned || pinned === edit?.id || story.parts) return
  if (!current.some((update) => update.id === pinned)) {
    throw new Failure(
      `--pin ${JSON.stringify(pinned)} is not the id of an update; nothing was put.`,
    )
  }
}

async function putHead(desk: Desk, id: string, change: Partial<LiveStory>): Promise<string> {
  return changeLive(desk, id, (live) => {
    const { pinned, ...rest } = { ...live, ...change }
    return pinned ? { ...rest, pinned } : rest
  })
}

/** What changes in the article; null: nothing. An empty `pinned` unpins. */
function headChange(
  { startedAt }: LiveStory,
  starts: boolean,
  edit: LiveEdit | null,
  { pin, summary, end }: Options,
  now: string,
): Partial<LiveStory> | null {
  const pinned = pin === true ? edit?.id : pin
  if (pin === true && !edit?.wanted) throw new Failure('--pin needs the id of an update.')
  const change = {
    ...(starts && { startedAt, endedAt: undefined }),
    ...(pinned !== undefined && { pinned: pinned === 'none' ? '' : pinned }),
    ...(summary && { summary }),
    ...(end && { endedAt: now }),
  }
  return Object.keys(change).length > 0 ? change : null
}

async function editOf(
  desk: Desk,
  { id, story, current }: { id: string; story: LiveStory; current: Update[] },
  text: string | undefined,
  options: Options,
  at: string,
): Promise<{ edit: LiveEdit | null; part?: number }> {
  const wantedId = options.edit ?? options.delete
  const isNew = text !== undefined || options.title !== undefined || options.picture !== undefined
  if (wantedId === undefined && !isNew) return { edit: null }
  if (wantedId === undefined) {
    const written = await updateWith(desk, { id: idAt(at), at, body: [] }, text, options)
    return { edit: { id: written.id, wanted: written, before: null } }
  }
  const { before, part } = await found(deskStore(desk, id), id, wantedId, current, story.parts ?? 0)
  const wanted = options.delete === undefined ? await updateWith(desk, before, text, options) : null
  return { edit: { id: wantedId, wanted, before }, ...(part !== undefined && { part }) }
}

/** Looked for among the newest, then in the older parts. @throws Failure where it is in none */
async function found(
  store: ReturnType<typeof deskStore>,
  id: string,
  wanted: string,
  current: Update[],
  parts: number,
): Promise<{ before: Update; part: number | undefined }> {
  for (let part = parts + 1; part > 0; part -= 1) {
    const isOlder = part <= parts
    const updates = isOlder ? await updatesUnder(store, liveKey(id, part)) : current
    const before = updates.find((update) => update.id === wanted)
    if (before !== undefined) return { before, part: isOlder ? part : undefined }
  }
  const known = current.slice(0, 5).map((update) => update.id)
  throw new Failure(
    `There is no update ${wanted} in ${liveKey(id)}${parts > 0 ? ' and its older parts' : ''}; the newest are ${known.join(', ') || 'none'}.`,
  )
}

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Its moment, and three letters that tell it apart from another editor's of the same second. */
function idAt(at: string): string {
  const digits = at.slice(0, 19).replace(/[-:]/g, '').replace('T', '-')
  const tail = Array.from({ length: 3 }, () => LETTERS[Math.floor(Math.random() * LETTERS.length)])
  return `${digits}-${tail.join('')}`
}

async function updateWith(
  desk: Desk,
  before: Update,
  text: string | undefined,
  { title, key, correction, author, picture, alt, credit }: Options,
): Promise<Update> {
  const read = text === undefined ? null : readUpdateText(text)
  const [wrong] = read?.problems.filter(({ severity }) => severity !== 'warning') ?? []
  if (wrong) throw new Failure(`The text ${wrong.message}.`)
  const body = read === null ? before.body : (read.body as Update['body'])
  const figure = picture === undefined ? [] : [await figureOf(desk, picture, { alt, credit })]
  const kind = key ? 'key' : correction ? 'correction' : before.kind
  return explained('The update cannot be published', () =>
    parseWith(updateSchema, {
      ...before,
      ...(title !== undefined && { title }),
      ...(kind && { kind }),
      ...(author !== undefined && { authors: [{ name: author }] }),
      body: [...body, ...figure],
    }),
  )
}

/** Prepares a picture and puts its sizes, before the update that shows them. */
async function figureOf(
  { cache, namespace }: Desk,
  picture: string,
  { alt, credit }: Pick<Options, 'alt' | 'credit'>,
) {
  if (!alt) throw new Failure('A picture needs --alt, which says what it shows.')
  const file = fromInvocation(picture)
  const { preparePicture } = await import('../pictures/prepare-picture.ts')
  const { names, ...sheet } = await preparePicture(file, cache).catch((error) => {
    if (error instanceof Failure) throw new Failure(`${picture} ${error.message}`)
    throw error
  })
  const entries = await Promise.all(
    names.map(async (name) => {
      const bytes = await readPrepared(name, cache)
      return {
        key: mediaKey(name),
        value: bytes.toString('base64'),
        base64: true as const,
        metadata: stamp(bytes),
      }
    }),
  )
  await namespace.put(entries)
  return { type: 'figure', ...sheet, alt, ...(credit && { credit }) }
}

function explained<Value>(what: string, parse: () => Value): Value {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Failure(`${what}: ${error.problems.map(problemText).join('; ')}`)
  }
}
