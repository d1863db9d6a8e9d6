import type { Element, ElementContent } from 'hast'
import type { Body } from '../../model/block.ts'
import { textOf } from '../../source/markdown-phrasing.ts'
import type { LineBreaks } from '../old-export.ts'
import type { HtmlContext } from './context.ts'
import { attribute, childrenOf, textIn } from './nodes.ts'
import {
  BREAK,
  isFootnoteMark,
  languageMark,
  linesOf,
  type Marks,
  marksIn,
  type Run,
  textRuns,
} from './runs.ts'

export type Item = Body[number]

/** Reads a block element. It is handed in, because blocks contain flow again. */
export type ReadElement = (element: Element, flow: Flow) => Item[] | null

/** The content of an element that may hold text and blocks side by side. */
export class Flow {
  readonly blocks: Item[] = []
  #runs: Run[] = []

  readonly context: HtmlContext
  readonly lines: LineBreaks
  readonly readElement: ReadElement

  constructor(context: HtmlContext, lines: LineBreaks, readElement: ReadElement) {
    this.context = context
    this.lines = lines
    this.readElement = readElement
  }

  read(nodes: ElementContent[], marks: Marks = {}): this {
    for (const node of nodes) {
      if (node.type === 'text')
        this.#runs.push(...textRuns(node.value, marks, this.lines, this.context))
      else if (node.type === 'element') this.#readElement(node, marks)
    }
    return this
  }

  /** The text so far becomes paragraphs. */
  flush(): void {
    for (const line of linesOf(this.#runs)) {
      const text = textOf(line)
      if (text !== null)
        this.blocks.push(typeof text === 'string' ? text : { type: 'paragraph', text })
    }
    this.#runs = []
  }

  /** The blocks of a part, and apart from those around it. */
  inner(nodes: ElementContent[], lines: LineBreaks = this.lines): Item[] {
    const flow = new Flow(this.context, lines, this.readElement).read(nodes)
    flow.flush()
    return flow.blocks
  }

  /** The runs of a part, and the blocks that stand in it: pictures in a heading or a list item. */
  phrasing(nodes: ElementContent[], lines: LineBreaks = 'none'): { runs: Run[]; blocks: Item[] } {
    const flow = new PhrasingFlow(this.context, lines, this.readElement)
    flow.read(nodes)
    return { runs: flow.runs, blocks: flow.blocks }
  }

  protected add(...runs: Run[]): void {
    this.#runs.push(...runs)
  }

  protected takeRuns(): Run[] {
    return this.#runs
  }

  /** A block that contains only text and blocks, like a paragraph or a div. */
  protected readContainer(element: Element, marks: Marks): void {
    this.flush()
    this.read(childrenOf(element), marks)
    this.flush()
  }

  #readElement(element: Element, marks: Marks): void {
    if (element.tagName === 'br') {
      this.add(BREAK)
      return
    }
    if (element.tagName === 'wbr' || isWayBack(element)) return
    if (isFootnoteMark(element)) {
      this.add({ text: `[${textIn(element).replace(/[[\]\s]/g, '')}]`, ...marks })
      return
    }
    const blocks = this.readElement(element, this)
    if (blocks !== null) {
      this.placeBlocks(blocks)
      return
    }
    if (CONTAINERS.has(element.tagName)) {
      this.readContainer(element, { ...marks, ...languageMark(element, this.context) })
      return
    }
    const inside = marksIn(element, marks, this.context)
    // A link around blocks marks each text in them.
    this.read(childrenOf(element), inside)
  }

  protected placeBlocks(blocks: Item[]): void {
    if (blocks.length === 0) return
    this.flush()
    this.blocks.push(...blocks)
  }
}

/** Text that stays together: containers within it are lines. */
class PhrasingFlow extends Flow {
  get runs(): Run[] {
    return this.takeRuns()
  }

  protected override readContainer(element: Element, marks: Marks): void {
    this.add(BREAK)
    this.read(childrenOf(element), marks)
    this.add(BREAK)
  }

  protected override placeBlocks(blocks: Item[]): void {
    this.blocks.push(...blocks)
  }
}

const CONTAINERS = new Set(
  'address article body center dd dir div dl dt fieldset footer form header hgroup html legend li main nav noscript p section summary tbody td th thead tr'.split(
    ' ',
  ),
)

/** The arrow that leads from a footnote to its place in the text. */
function isWayBack(element: Element): boolean {
  const isLocal = element.tagName === 'a' && attribute(element, 'href')?.startsWith('#')
  return isLocal === true && /^[\s\p{S}\p{P}]+$/u.test(textIn(element))
}
