import type { Span, Text } from '../../content/model/phrasing.ts'
import { directionOf } from '../strings/strings.ts'
import { Plain } from './plain.tsx'

/** Text with its marks. */
export function Phrasing({ text }: { text: Text }) {
  if (typeof text === 'string') return <Plain text={text} />
  return text.map((run) => (typeof run === 'string' ? <Plain text={run} /> : <Marked {...run} />))
}

function Marked({ text, strong, emphasis, href, lang }: Span) {
  let inner = <Plain text={text} />
  if (lang) {
    inner = (
      <bdi lang={lang} dir={directionOf(lang)}>
        {text}
      </bdi>
    )
  }
  if (strong) inner = <strong>{inner}</strong>
  if (emphasis) inner = <em>{inner}</em>
  return href ? <a href={href}>{inner}</a> : inner
}
