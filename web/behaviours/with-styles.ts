/** Code whose styles are not part of the page: both are fetched together, on first use. */
export async function withStyles<Code>(
  styles: Promise<{ default: string }>,
  code: Promise<Code>,
): Promise<Code> {
  const [{ adoptStyles }, { default: css }, loaded] = await Promise.all([
    import('./adopt-styles.ts'),
    styles,
    code,
  ])
  adoptStyles(css)
  return loaded
}
