import type { Span, Text } from '../../content/model/phrasing.ts'
import { BidiText } from '../render/bidi-text.tsx'
import { directionOf } from '../strings/direction.ts'

/** Text with its marks. */
export function Phrasing({ text }: { text: Text }) {
  if (typeof text === 'string') return <BidiText text={text} />
  return text.map((run) =>
    typeof run === 'string' ? <BidiText text={run} /> : <Marked {...run} />,
  )
}

function Marked({ text, strong, emphasis, href, lang }: Span) {
  let inner = <BidiText text={text} />
  if (lang) {
    inner = (
      <span lang={lang} dir={directionOf(lang)}>
        {text}
      </span>
    )
  }
  if (strong) inner = <strong>{inner}</strong>
  if (emphasis) inner = <em>{inner}</em>
  return href ? <a href={href}>{inner}</a> : inner
}
