import { readFile } from 'node:fs/promises'
import {
  DERIVED_PREFIX,
  HISTORY_PREFIX,
  LIVE_PREFIX,
  mediaKey,
  mediaNameOf,
} from '../../model/key.ts'
import { preparedPicture } from '../../model/prepared-picture.ts'
import type { CheckResult } from '../check/check.ts'
import { type Document, nameOfKey } from '../folder/document.ts'
import type { Folder } from '../folder/read-folder.ts'
import { storeText } from '../folder/store-text.ts'
import { statusIn } from '../kv/kv-value.ts'
import type { Key, Namespace } from '../kv/namespace.ts'
import { revisionOf, type Stamp, stampIn } from '../kv/stamp.ts'
import { figuresIn } from '../pictures/figures.ts'
import { readPrepared } from '../pictures/picture-cache.ts'
import { makeSharePicture, type ShareRecipe, shareNameOf } from '../pictures/share-picture.ts'
import { canonical, compile } from './compile.ts'
import { pictureSizes } from './picture-sizes.ts'

/** A document whose value in KV is different or missing. Its texts are on disk until they are needed. */
export interface Change {
  document: Document
  readonly text: string
  revision: string
  /** The value in KV now; null for a new document. */
  previous: { readonly text: string; stamp: Stamp | null } | null
}

/** What publishing would do. */
export interface Plan {
  pictures: { name: string; bytes: () => Promise<Buffer> }[]
  changes: Change[]
  /** Documents that publishing does not touch, and the reason. */
  skipped: { document: Document; reason: string }[]
  unchanged: number
  /** Names that are in KV but not in the folder. */
  onlyInKv: string[]
}

interface PlanInput {
  folder: Folder
  documents: Document[]
  checked: CheckResult
  keys: Key[]
  namespace: Pick<Namespace, 'get' | 'getTexts'>
  cache: string
}

/** Compares the documents with KV: one list, and the values of what changed or was put by hand. */
export async function planOf(input: PlanInput): Promise<Plan> {
  const { folder, documents, checked, keys, namespace } = input
  const known = new Map(keys.map((key) => [key.name, key]))
  const { pictures } = checked
  const sizes = await pictureSizes(documents, { pictures, known, cache: input.cache })
  const shares: ShareRecipe[] = []
  const different: Compiled[] = []
  for (const document of documents) {
    const { text, share } = compile(document, pictures, { site: folder.site, sizes })
    if (share !== null) shares.push(share)
    const key = known.get(document.key)
    const stamp = stampIn(key?.metadata)
    const revision = revisionOf(text)
    if (stamp?.rev === revision) continue
    different.push({ document, read: storeText(text), revision, exists: key !== undefined, stamp })
  }
  const skipped: Plan['skipped'] = []
  const changes: Change[] = []
  for (let start = 0; start < different.length; start += COMPARED_AT_ONCE) {
    const part = different.slice(start, start + COMPARED_AT_ONCE)
    const texts = await namespace.getTexts(
      part.filter(({ exists }) => exists).map(({ document }) => document.key),
    )
    for (const { document, read, revision, stamp } of part) {
      const previous = texts.get(document.key)
      if (previous !== undefined && isSame(document, previous, read())) continue
      const reason =
        previous === undefined ? null : reasonToSkip(document, previous, stamp, revision)
      if (reason !== null) skipped.push({ document, reason })
      else changes.push(changeOf({ document, read, revision, stamp }, previous))
    }
  }
  return {
    pictures: picturesToPut(input, known, shares),
    changes,
    skipped,
    unchanged: documents.length - changes.length - skipped.length,
    onlyInKv: onlyInKv(input),
  }
}

/** As many as `Namespace` gets in one call of wrangler. */
const COMPARED_AT_ONCE = 1000

interface Compiled {
  document: Document
  /** The text that is put. */
  read: () => string
  revision: string
  exists: boolean
  stamp: Stamp | null
}

function changeOf(
  { document, read, revision, stamp }: Omit<Compiled, 'exists'>,
  previous: string | undefined,
): Change {
  const readPrevious = previous === undefined ? null : storeText(previous)
  return {
    document,
    get text() {
      return read()
    },
    revision,
    previous: readPrevious && {
      get text() {
        return readPrevious()
      },
      stamp,
    },
  }
}

/** A value that was put by hand may have its fields in another order. */
function isSame({ kind }: Document, previous: string, text: string): boolean {
  if (previous === text) return true
  try {
    return canonical(kind, JSON.parse(previous)) === text
  } catch {
    // A value that does not parse differs from every valid one.
    return false
  }
}

function reasonToSkip(
  { kind, value, name }: Document,
  previous: string,
  stamp: Stamp | null,
  revision: string,
): string | null {
  if (
    kind === 'article' &&
    value?.status !== 'withdrawn' &&
    statusIn({ text: previous }) === 'withdrawn'
  ) {
    return `is withdrawn; run "restore ${name}" to publish it again`
  }
  if (stamp?.not === revision) {
    return 'is the text that "rollback" replaced; edit the file, or run "rollback" again'
  }
  return null
}

function picturesToPut(
  { folder, documents, checked, namespace, cache }: PlanInput,
  known: Map<string, Key>,
  shares: ShareRecipe[],
): Plan['pictures'] {
  const shown = new Set(documents.flatMap(sourcesIn))
  const made = [...checked.pictures]
    .filter(([name]) => shown.has(name))
    .flatMap(([, { names }]) =>
      names.map((name) => ({ name, bytes: () => readPrepared(name, cache) })),
    )
  const hashes = new Set([...shown].map((name) => preparedPicture(name)?.hash))
  const exported = [...folder.media].flatMap(([name, file]) => {
    const hash = preparedPicture(name)?.hash
    return hash && hashes.has(hash) ? [{ name, bytes: () => readFile(file) }] : []
  })
  const readPicture = (name: string) => {
    const file = folder.media.get(name)
    if (file !== undefined) return readFile(file)
    // An article may name a prepared picture that was put from another machine.
    return readPrepared(name, cache).catch(() => namespace.get(mediaKey(name)))
  }
  const shared = new Map(shares.map((recipe) => [shareNameOf(recipe), recipe]))
  const drawn = [...shared].map(([name, recipe]) => ({
    name,
    bytes: () => makeSharePicture(recipe, { cache, readPicture }),
  }))
  return [...made, ...exported, ...drawn].filter(({ name }) => !known.has(mediaKey(name)))
}

/** The media names and addresses that a document shows. */
function sourcesIn({ kind, value }: Document): string[] {
  if (kind === 'site' || value === null) return []
  return figuresIn(value).map(({ figure }) => figure.src)
}

function onlyInKv({ folder, keys }: PlanInput): string[] {
  const known = new Set(folder.documents.map(({ key }) => key))
  const isExpected = ({ name }: Key) =>
    known.has(name) ||
    mediaNameOf(name) !== null ||
    name.startsWith(HISTORY_PREFIX) ||
    name.startsWith(LIVE_PREFIX) ||
    name.startsWith(DERIVED_PREFIX)
  return keys.filter((key) => !isExpected(key)).map(({ name }) => nameOfKey(name) ?? name)
}
