import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import sax from 'sax'
import type { Lose } from '../losses.ts'
import { escapeHtml, escapeText } from '../text/escape-html.ts'

/** An element with all that is in it: small, because a stream yields one entry at a time. */
export interface XmlElement {
  /** With its prefix: `wp:post_id`. */
  name: string
  attributes: Record<string, string>
  /** The text and CDATA directly in it. */
  text: string
  children: XmlElement[]
  /** What relative addresses in it are relative to: its `xml:base` with those around it. */
  base?: string
  /** The content as HTML: in Atom, an entry may hold XHTML. */
  html: string
}

/** Where the entries of a feed stand: below `channel`, or below the root. */
const ROOTS: Record<string, number> = { rss: 2, feed: 1, 'rdf:rdf': 1 }

/**
 * The children of a feed's channel, one after the other, from a file of any size.
 * @param onProblem what is wrong with the XML, and in which line of the file; reading goes on behind it
 */
export async function* elementsIn(file: string, onProblem: OnProblem): AsyncGenerator<XmlElement> {
  const ready: XmlElement[] = []
  const open: XmlElement[] = []
  const parser = parserOf(basename(file), { ready, open, onProblem })
  const decoder = new TextDecoder(await encodingOf(file))
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    parser.write(decoder.decode(chunk as Buffer, { stream: true }))
    yield* ready.splice(0)
  }
  parser.write(decoder.decode())
  if (open.length > 0)
    onProblem(
      `${basename(file)}:${parser.line + 1} ends here, in the middle; what is not whole is left out`,
    )
  parser.close()
  yield* ready.splice(0)
}

type OnProblem = (problem: string) => void

/** Reports each problem once, also when the file is read a second time. */
export function once(lose: Lose): OnProblem {
  const known = new Set<string>()
  return (problem) => {
    if (!known.has(problem)) lose('bad-item', problem)
    known.add(problem)
  }
}

interface Parsing {
  /** Entries that were read to their end. */
  ready: XmlElement[]
  /** The elements around the place where the parser is. */
  open: XmlElement[]
  onProblem: OnProblem
}

/** Loose: exports contain entities of HTML, control characters and unescaped ampersands. */
function parserOf(fileName: string, { ready, open, onProblem }: Parsing): sax.SAXParser {
  const parser = sax.parser(false, {
    lowercase: true,
    trim: false,
    normalize: false,
    position: true,
  })
  let depth = 1
  parser.onopentag = ({ name, attributes }) => {
    if (open.length === 0) depth = ROOTS[name] ?? 1
    const entry = open[depth]
    // An entry in an entry: the end of the first one is missing.
    if (entry?.name === name && /^(?:item|entry)$/.test(name)) {
      onProblem(`${fileName}:${parser.line + 1} the entry before has no end`)
      open.length = depth
      ready.push(entry)
    }
    const given = attributes as Record<string, string>
    const around = open.at(-1)?.base
    const base = given['xml:base']
    open.push({
      name,
      attributes: given,
      ...((base ?? around) !== undefined && { base: resolved(base ?? '', around) }),
      text: '',
      children: [],
      html: '',
    })
  }
  const addText = (text: string, html: string) => {
    const element = open.at(-1)
    // The root and the channel hold only white space.
    if (element === undefined || open.length <= depth) return
    element.text += text
    element.html += html
  }
  parser.ontext = (text) => addText(text, escapeText(text))
  parser.oncdata = (text) => addText(text, escapeText(text))
  parser.onclosetag = (name) => {
    // What ended early is closed by the parser once more.
    if (open.at(-1)?.name !== name) return
    const element = open.pop()
    if (element === undefined || open.length < depth) return
    if (open.length === depth) ready.push(element)
    else {
      const around = open.at(-1)
      around?.children.push(element)
      if (around) around.html += tagOf(element)
    }
  }
  parser.onerror = (error) => {
    onProblem(`${fileName}:${parser.line + 1} ${error.message.split('\n')[0]}`)
    parser.error = undefined as unknown as Error
    parser.resume()
  }
  return parser
}

function resolved(address: string, base: string | undefined): string {
  return URL.canParse(address, base) ? new URL(address, base).href : (base ?? address)
}

export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((inner) => inner.name === name)
}

export function textOfChild(element: XmlElement, name: string): string | undefined {
  const text = child(element, name)?.text
  return text === undefined || text.trim() === '' ? undefined : text
}

function tagOf({ name, attributes, html }: XmlElement): string {
  const bare = name.replace(/^[a-z]+:/, '')
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeHtml(value)}"`)
  return `<${bare}${given.join('')}>${html}</${bare}>`
}

async function encodingOf(file: string): Promise<string> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(200), 0, 200, 0)
    const [, encoding = 'utf-8'] =
      /encoding=["']([\w-]+)["']/i.exec(buffer.toString('latin1', 0, bytesRead)) ?? []
    new TextDecoder(encoding)
    return encoding
  } catch {
    return 'utf-8'
  } finally {
    await handle.close()
  }
}
