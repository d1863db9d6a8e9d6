import { fromHtml } from 'hast-util-from-html'

const ENTITY = /&(?:[a-z][a-z0-9]{1,30}|#\d{1,7}|#x[0-9a-f]{1,6});/gi

/** The text with its HTML entities decoded. Text without entities is unchanged. */
export function decodeEntities(text: string): string {
  return text.replace(ENTITY, (entity) => {
    const [node] = fromHtml(entity, { fragment: true }).children
    return node?.type === 'text' ? node.value : ''
  })
}
