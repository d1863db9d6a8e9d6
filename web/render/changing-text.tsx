/**
 * A text that changes in the browser. Translators such as Google Translate put elements of their own
 * in the place of text, and a changed text node would not be seen: another text is another element.
 */
export function changingText(text: string) {
  return <span key={text}>{text}</span>
}
