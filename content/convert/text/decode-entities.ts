import { fromHtml } from 'hast-util-from-html'

const ENTITY = /&(?:[a-z][a-z0-9]{1,30}|#\d{1,7}|#x[0-9a-f]{1,6});/gi

/** Each system that a text went through may have escaped it once more. */
const MAX_TIMES = 3

/** The text with its HTML entities decoded, those of entities too. Text without entities is unchanged. */
export function decodeEntities(text: string): string {
  let decoded = text
  for (let times = 0; times < MAX_TIMES; times += 1) {
    const next = decodedOnce(decoded)
    if (next === decoded) break
    decoded = next
  }
  return decoded
}

function decodedOnce(text: string): string {
  return text.replace(ENTITY, (entity) => {
    const [node] = fromHtml(entity, { fragment: true }).children
    return node?.type === 'text' ? node.value : ''
  })
}
