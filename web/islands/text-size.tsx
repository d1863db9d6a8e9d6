import { Choice, type ChoiceProps } from './choice.tsx'
import { useMenu } from './use-menu.ts'

export type TextSizeProps = Omit<ChoiceProps, 'setting'> & { sample: string }

/** The text size at the head of a story: a button that opens its five steps, which come with the code. */
export function TextSize(props: TextSizeProps) {
  const { isReady, details, closeByKey } = useMenu()
  const { label, sample } = props
  return (
    <details class="text-size" ref={details} onKeyDown={closeByKey}>
      <summary aria-label={label} title={label} data-sample={sample} />
      {isReady && (
        <div class="steps">
          <Choice setting="text" {...props} />
        </div>
      )}
    </details>
  )
}
