import { readFile } from 'node:fs/promises'
import { DERIVED_PREFIX, HISTORY_PREFIX, mediaKey, mediaNameOf } from '../../model/key.ts'
import { preparedPicture } from '../../model/prepared-picture.ts'
import type { Checked } from '../check/check.ts'
import { type Document, nameOfKey } from '../folder/document.ts'
import type { Folder } from '../folder/read-folder.ts'
import { statusIn } from '../kv/kv-value.ts'
import type { Key, Namespace } from '../kv/namespace.ts'
import { revisionOf, type Stamp, stampIn } from '../kv/stamp.ts'
import { figuresIn } from '../pictures/figures.ts'
import { readPrepared } from '../pictures/prepare-picture.ts'
import { canonical, compile } from './compile.ts'

/** A document that KV holds otherwise, or not at all. */
export interface Change {
  document: Document
  text: string
  revision: string
  /** What KV holds now. */
  was: { text: string; stamp: Stamp | null } | null
}

/** What publishing would do. */
export interface Plan {
  pictures: { name: string; bytes: () => Promise<Buffer> }[]
  changes: Change[]
  /** What publishing leaves alone, and why. */
  held: { document: Document; why: string }[]
  unchanged: number
  /** Names that KV has and the folder has not. */
  onlyInKv: string[]
}

interface Given {
  folder: Folder
  documents: Document[]
  checked: Checked
  keys: Key[]
  namespace: Pick<Namespace, 'getTexts'>
  cache: string
}

/** Compares the documents with KV: one list, and the values of what changed or was put by hand. */
export async function planOf(given: Given): Promise<Plan> {
  const { documents, checked, keys, namespace } = given
  const known = new Map(keys.map((key) => [key.name, key]))
  const compiled = documents.map((document) => {
    const text = compile(document, checked.pictures)
    const key = known.get(document.key)
    const stamp = stampIn(key?.metadata)
    return { document, text, revision: revisionOf(text), isThere: key !== undefined, stamp }
  })
  const unlike = compiled.filter(({ revision, stamp }) => stamp?.rev !== revision)
  const texts = await namespace.getTexts(
    unlike.filter(({ isThere }) => isThere).map(({ document }) => document.key),
  )
  const held: Plan['held'] = []
  const changes: Change[] = []
  for (const { document, text, revision, stamp } of unlike) {
    const former = texts.get(document.key)
    if (former !== undefined && isSame(document, former, text)) continue
    const why = former === undefined ? null : whyHeld(document, former, stamp, revision)
    if (why !== null) held.push({ document, why })
    else {
      const was = former === undefined ? null : { text: former, stamp }
      changes.push({ document, text, revision, was })
    }
  }
  return {
    pictures: picturesToPut(given, known),
    changes,
    held,
    unchanged: compiled.length - changes.length - held.length,
    onlyInKv: onlyInKv(given),
  }
}

/** A value that was put by hand may have its fields in another order. */
function isSame({ kind }: Document, former: string, text: string): boolean {
  if (former === text) return true
  try {
    return canonical(kind, JSON.parse(former)) === text
  } catch {
    // What is no article can not be the same as one.
    return false
  }
}

function whyHeld(
  { kind, value, name }: Document,
  former: string,
  stamp: Stamp | null,
  revision: string,
): string | null {
  if (
    kind === 'article' &&
    value?.status !== 'withdrawn' &&
    statusIn({ text: former }) === 'withdrawn'
  ) {
    return `was withdrawn; "restore ${name}" brings it back`
  }
  if (stamp?.not === revision) {
    return 'is the text that a rollback replaced; change it, or "rollback" again'
  }
  return null
}

function picturesToPut(
  { folder, documents, checked, cache }: Given,
  known: Map<string, Key>,
): Plan['pictures'] {
  const made = [...checked.pictures.values()].flatMap(({ names }) =>
    names.map((name) => ({ name, bytes: () => readPrepared(name, cache) })),
  )
  const hashes = new Set(
    documents.flatMap(({ kind, value }) =>
      kind === 'site' || value === null
        ? []
        : figuresIn(value).map(({ figure }) => preparedPicture(figure.src)?.hash),
    ),
  )
  const exported = [...folder.media].flatMap(([name, file]) => {
    const hash = preparedPicture(name)?.hash
    return hash && hashes.has(hash) ? [{ name, bytes: () => readFile(file) }] : []
  })
  return [...made, ...exported].filter(({ name }) => !known.has(mediaKey(name)))
}

function onlyInKv({ folder, keys }: Given): string[] {
  const known = new Set(folder.documents.map(({ key }) => key))
  const isOurs = ({ name }: Key) =>
    known.has(name) ||
    mediaNameOf(name) !== null ||
    name.startsWith(HISTORY_PREFIX) ||
    name.startsWith(DERIVED_PREFIX)
  return keys.filter((key) => !isOurs(key)).map(({ name }) => nameOfKey(name) ?? name)
}
