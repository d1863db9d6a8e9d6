const COLOR = /^#[0-9a-f]{6}$/i

interface PictureRule {
  /** The point that a crop keeps, in 0..1 of the width and the height. */
  focus?: [number, number]
  color?: string
  /** The width of the picture, in heights. Without it the focus is kept roughly. */
  ratio?: number
}

/**
 * The CSS rules of single pictures. The content security policy blocks `style` attributes, so a focus
 * or a colour becomes a class in the page's second style block. The class is named after what it
 * does, so that stories of several pages can be on one page. What the values mean is in frame.css.
 */
export class PictureRules {
  readonly #rules = new Map<string, string>()

  classFor({ focus, color, ratio }: PictureRule): string | undefined {
    // Whatever stands here goes into the page as it is: it is checked where it is written.
    const [x, y] = focus?.map((share) => Math.round(share * 100)) ?? []
    const isPlaced = Number.isFinite(x) && Number.isFinite(y)
    const shape = isPlaced && Number.isFinite(ratio) ? Math.round(Number(ratio) * 1000) : undefined
    const isColored = color !== undefined && COLOR.test(color)
    if (!isPlaced && !isColored) return undefined
    const place = isPlaced ? [placeRule([Number(x), Number(y)], shape)] : []
    const ground = isColored ? [`--ground:${color}`] : []
    const parts = [...(isPlaced ? [x, y, shape] : []), isColored ? color.slice(1) : undefined]
    const name = ['x', ...parts].filter((part) => part !== undefined).join('-')
    this.#rules.set(name, [...place, ...ground].join(';'))
    return name
  }

  css(): string {
    return [...this.#rules].map(([name, rule]) => `.${name}{${rule}}`).join('')
  }
}

/** @param x,y in per cent */
function placeRule([x, y]: [number, number], shape: number | undefined): string {
  if (shape === undefined) return `object-position:${x}% ${y}%`
  return `--x:${x / 100};--y:${y / 100};--ratio:${shape / 1000}`
}
