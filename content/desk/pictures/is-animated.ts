/** Whether a picture has several frames, of which pages show the first. */
export async function isAnimated(file: string): Promise<boolean> {
  if (!/\.(?:gif|webp|avif)$/i.test(file)) return false
  const { default: sharp } = await import('sharp')
  const { pages = 1 } = await sharp(file, { limitInputPixels: false })
    .metadata()
    .catch(() => ({ pages: 1 }))
  return pages > 1
}
