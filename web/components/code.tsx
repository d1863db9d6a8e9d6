/** What is wider than the screen scrolls inside its box; the keyboard can reach it to do so. */
export function Code({ text }: { text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach what scrolls
    <pre lang="en" dir="ltr" tabIndex={0}>
      <code>{text}</code>
    </pre>
  )
}
