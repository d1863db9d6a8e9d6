import { plainBidi } from '../../content/arabic/bidi.ts'
import { type Figure, isRemoteImage } from '../../content/model/figure.ts'
import { imageUrl } from '../../content/model/path.ts'
import {
  type PreparedFormat,
  type PreparedPicture,
  preparedName,
  preparedPicture,
  preparedWidths,
} from '../../content/model/prepared-picture.ts'
import { BidiText } from '../render/bidi-text.tsx'
import type { RenderContext } from '../render/context.ts'
import { Phrasing } from './phrasing.tsx'

/** Whether the page may show it: a picture of this site, or of an origin that the site names. */
export function isShown(image: Figure | undefined, { site }: RenderContext): image is Figure {
  if (image === undefined) return false
  return !isRemoteImage(image.src) || site.imageOrigins.includes(new URL(image.src).origin)
}

/**
 * How wide a picture is shown, for the `sizes` attribute. On phones less than the real width: a picture
 * of density 2 is enough on a screen of density 3, and the connection is slower than the screen is good.
 */
const SIZES = {
  lead: '(min-width:64rem) 48rem, (min-width:48rem) 90vw, 66vw',
  feature: '(min-width:64rem) 24rem, (min-width:48rem) 45vw, 66vw',
  card: '(min-width:64rem) 17rem, (min-width:48rem) 45vw, 66vw',
  brief: '7rem',
  line: '7rem',
  figure: '(min-width:64rem) 58rem, (min-width:48rem) 90vw, 66vw',
}

interface PictureProps {
  image: Figure
  context: RenderContext
  room: keyof typeof SIZES
  /** In view when the page opens: loads first. Other pictures load when they come near the screen. */
  isFirst?: boolean
  /** Cropped to the shape of the list; otherwise shown whole. */
  isCropped?: boolean
  /** Empty if the headline beside it says the same. */
  alt?: string
}

/** A picture in a box whose size is known before it loads: its own shape, or 3:2. */
export function Picture({
  image,
  context,
  room,
  isFirst,
  isCropped,
  alt = image.alt,
}: PictureProps) {
  const { src, width, height, focus, color } = image
  const isSized = width !== undefined && height !== undefined
  const names = [
    'picture',
    isCropped || !isSized ? 'cropped' : undefined,
    isSized && height > width ? 'tall' : undefined,
    isSized && focus ? 'focused' : undefined,
    context.pictures.classFor({ focus, color, ratio: isSized ? width / height : undefined }),
  ]
  const prepared = preparedPicture(src)
  const img = (
    <img
      class={names.filter(Boolean).join(' ')}
      {...(prepared && { srcset: choicesOf(prepared, 'jpg'), sizes: SIZES[room] })}
      src={imageUrl(src)}
      alt={plainBidi(alt)}
      width={isSized ? width : 3}
      height={isSized ? height : 2}
      loading={isFirst ? undefined : 'lazy'}
      decoding="async"
      {...(isFirst && { fetchpriority: 'high' })}
    />
  )
  if (prepared === null) return img
  return (
    <picture>
      <source type="image/avif" srcset={choicesOf(prepared, 'avif')} sizes={SIZES[room]} />
      {img}
    </picture>
  )
}

function choicesOf({ hash, width: widest }: PreparedPicture, format: PreparedFormat): string {
  return preparedWidths(widest)
    .map((width) => `${imageUrl(preparedName({ hash, width, format }))} ${width}w`)
    .join(', ')
}

interface FigureProps {
  figure: Figure
  context: RenderContext
  isFirst?: boolean
  /** Shown if there is no caption. */
  title?: string
  /** A link to the picture itself, in full size. */
  isEnlarged?: boolean
}

/** A picture with its caption and credit. */
export function CaptionedFigure({ figure, context, isFirst, title, isEnlarged }: FigureProps) {
  if (!isShown(figure, context)) return null
  const caption = figure.caption ?? title
  const picture = (
    <Picture
      image={figure}
      context={context}
      room="figure"
      isFirst={isFirst}
      isCropped={isEnlarged}
    />
  )
  return (
    <figure class="figure">
      {isEnlarged ? (
        <a class="enlarge" href={imageUrl(figure.src)} title={context.strings.gallery.enlarge}>
          {picture}
        </a>
      ) : (
        picture
      )}
      {(caption || figure.credit) && (
        <figcaption>
          {caption && <Phrasing text={caption} />}{' '}
          {figure.credit && (
            <cite class="credit">
              <BidiText text={figure.credit} />
            </cite>
          )}
        </figcaption>
      )}
    </figure>
  )
}
