import { BidiText } from '../render/bidi-text.tsx'

interface MarkedTextProps {
  text: string
  /** Places in it, from the first to before the second, in order and apart. */
  marks: [number, number][]
}

/** A text with some of its words marked, as they stand in it. */
export function MarkedText({ text, marks }: MarkedTextProps) {
  const starts = [0, ...marks.map(([, end]) => end)]
  return starts.map((start, index) => {
    const mark = marks[index]
    return (
      <>
        <BidiText text={text.slice(start, mark?.[0])} />
        {mark && (
          <mark>
            <BidiText text={text.slice(...mark)} />
          </mark>
        )}
      </>
    )
  })
}
