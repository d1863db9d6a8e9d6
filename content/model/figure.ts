import { z } from 'zod'
import { cutText } from './cut-text.ts'
import { text } from './phrasing.ts'
import { plainLine } from './plain-line.ts'
import { isSharePicture, preparedPicture } from './prepared-picture.ts'
import { essential } from './shape.ts'

const MEDIA_NAME = /^[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}._-]*[\p{L}\p{M}\p{N}])?$/u
const EXTENSION = /\.(?:jpe?g|png|webp|avif|gif)$/i
const pixels = z
  .int({ error: 'is not a number of pixels; write a whole number like 1600' })
  .min(1, { error: 'is less than 1; write the width or height in pixels' })
  .max(20_000, { error: 'is above 20,000 pixels; no page shows a picture of that size' })

/** A picture's source: a media name (`doha.jpg` is key `media:doha.jpg`) or an https address. */
const imageSource = z
  .string({ error: 'is missing; write the name of a picture, like "doha.jpg"' })
  .max(1000, { error: 'is longer than 1,000 characters; write the name of a picture' })
  .refine(essential(isImageSource), {
    error: (issue) =>
      `${JSON.stringify(cutText(String(issue.input), 80))} ${adviceFor(String(issue.input))}`,
  })

function isImageSource(src: string): boolean {
  return isMediaName(src) || isRemoteImage(src)
}

/** A picture with what readers and search engines need to know of it. */
export const figure = z
  .object(
    {
      src: imageSource,
      alt: plainLine('what the picture shows, for readers who cannot see it', 1000),
      caption: text.optional(),
      credit: plainLine('who made the picture', 200).optional(),
      width: pixels.optional(),
      height: pixels.optional(),
      /** Of the file at `src`; the commands measure it. Feeds name it. */
      bytes: z
        .int({ error: 'is not a number of bytes; write a whole number, or leave it out' })
        .min(1, { error: 'is less than 1; leave it out where the size is not known' })
        .optional(),
      /** The point that every crop includes, from the picture's left and top, 0 to 1. */
      focus: z
        .tuple([share(), share()], {
          error: 'is not a point; write two numbers from 0 to 1, like [0.5, 0.3]',
        })
        .optional(),
      /** Shown while the picture loads: `#rrggbb`. */
      color: z
        .string({ error: 'is not a colour; write one like "#1f6f78"' })
        .regex(/^#[0-9a-f]{6}$/i, {
          error: (issue) =>
            `${JSON.stringify(issue.input)} is not a colour; write one like "#1f6f78"`,
        })
        .optional(),
    },
    {
      error: ({ input }) => {
        const src = typeof input === 'string' ? cutText(input, 60) : 'doha.jpg'
        return `is not a picture; write { "src": ${JSON.stringify(src)}, "alt": "…" }`
      },
    },
  )
  .meta({ id: 'Figure' })
export type Figure = z.infer<typeof figure>

/**
 * Whether this is the name of a picture in KV: one that was put by hand, or a prepared size. Other
 * folders, spaces and other file endings are not allowed.
 */
export function isMediaName(name: string): boolean {
  if (preparedPicture(name) !== null || isSharePicture(name)) return true
  return (
    name.length <= 120 &&
    MEDIA_NAME.test(name) &&
    EXTENSION.test(name) &&
    !name.includes('..') &&
    name.normalize('NFC') === name
  )
}

/** Whether this is a picture at another origin. Pages show it only if `site.imageOrigins` has that origin. */
export function isRemoteImage(src: string): boolean {
  return /^https:\/\/[^\s"'<>\\]+$/.test(src) && URL.canParse(src)
}

function adviceFor(src: string): string {
  if (/\.hei[cf]$/i.test(src)) return 'is HEIC, which browsers do not show; export it as JPEG'
  if (/\s/.test(src) && EXTENSION.test(src)) {
    return 'is not the name of a picture, because of the space; rename the file, with a hyphen in its place'
  }
  if (/^data:/i.test(src)) {
    return 'is a picture within the text; save it as a file in media/ and write the name of the file'
  }
  const name = nameInPath(src)
  if (name !== null) {
    return `is a path on a computer; copy the file to media/ and write ${JSON.stringify(name)}`
  }
  return 'is not a picture; write a media name with its ending (jpg, png, webp, avif, gif), like "doha.jpg", or an https address'
}

/** The name of the file in a path of Windows, macOS or Linux, or null. */
function nameInPath(src: string): string | null {
  const name = /^(?:file:|[a-z]:[\\/]|~?[\\/]|\.{1,2}[\\/])/i.test(src)
    ? src.split(/[\\/]/).at(-1)
    : null
  return name && isMediaName(name) ? name : null
}

function share() {
  return z
    .number({ error: 'is not a number; write one from 0 to 1' })
    .min(0, { error: 'is below 0; write a number from 0 to 1' })
    .max(1, { error: 'is above 1; write a number from 0 to 1' })
}
