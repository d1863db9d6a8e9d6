/** An address of the site as a link in a line of its own, written out. */
export function CodeLink({ href }: { href: string }) {
  return (
    <p>
      <a href={href}>
        <code dir="ltr">{href}</code>
      </a>
    </p>
  )
}
