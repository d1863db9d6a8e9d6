import type { Definition, Node, Root } from 'mdast'

const FOOTNOTE =
  'is a footnote, which is not supported; write it in the sentence, or in a :::fact-box[title]'

/** The targets of reference links, by identifier; the first definition wins, as in CommonMark. */
export function definitionsIn(
  tree: Root,
  refuse: (node: Node, message: string) => void,
  onSecond: (node: Definition, first: Definition) => void,
): ReadonlyMap<string, string> {
  const first = new Map<string, Definition>()
  for (const node of definitionNodes(tree)) {
    const known = first.get(node.identifier)
    if (node.identifier.startsWith('^')) refuse(node, FOOTNOTE)
    else if (known === undefined) first.set(node.identifier, node)
    else onSecond(node, known)
  }
  return new Map([...first].map(([identifier, { url }]) => [identifier, url]))
}

/** Definitions are blocks: they may stand in quotations, lists and boxes. */
function definitionNodes(node: Node): Definition[] {
  if (node.type === 'definition') return [node as Definition]
  return 'children' in node ? (node.children as Node[]).flatMap(definitionNodes) : []
}
