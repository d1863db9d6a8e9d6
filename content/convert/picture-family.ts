import { basename, extname } from 'node:path'

const SHOWN = /\.(?:jpe?g|png|webp|avif|gif)$/i

/** Whether browsers show a picture with this name. */
export function isShown(path: string): boolean {
  return SHOWN.test(path)
}

/** `photo-300x200.jpg`, `photo-scaled.jpg`, `photo-e1400.jpg` and `photo.jpg` are sizes of one picture. */
export function familyOf(path: string): string {
  const file = basename(path).normalize('NFC').toLowerCase()
  const ending = extname(file)
  const bare = file.slice(0, -ending.length || undefined)
  const name = bare
    .replace(/-\d{2,5}x\d{2,5}$/, '')
    .replace(/-(?:scaled|rotated|e\d{10,})$/, '')
    .replace(/@\dx$/, '')
  return name + (ending === '.jpeg' ? '.jpg' : ending)
}

/** The path in the address of a picture, decoded. */
export function pathOf(address: string): string {
  // Ghost writes its own address as a word of its own.
  const bare = address.replace(/^__GHOST_URL__/, '').split(/[?#]/)[0] ?? ''
  const path = URL.canParse(bare) ? new URL(bare).pathname : bare
  try {
    return decodeURIComponent(path)
  } catch {
    // An address that was never encoded, like /100%.jpg.
    return path
  }
}
