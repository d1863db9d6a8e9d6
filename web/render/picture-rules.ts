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
    if (focus === undefined && color === undefined) return undefined
    const [x, y] = focus?.map((share) => Math.round(share * 100)) ?? []
    const shape = focus && ratio && Math.round(ratio * 1000)
    const name = ['x', x, y, shape, color?.slice(1)].filter((part) => part !== undefined).join('-')
    const place = focus ? [placeRule(focus, shape)] : []
    const ground = color ? [`--ground:${color}`] : []
    this.#rules.set(name, [...place, ...ground].join(';'))
    return name
  }

  css(): string {
    return [...this.#rules].map(([name, rule]) => `.${name}{${rule}}`).join('')
  }
}

function placeRule([x, y]: [number, number], shape: number | undefined): string {
  const percent = (share: number) => Math.round(share * 100)
  if (shape === undefined) return `object-position:${percent(x)}% ${percent(y)}%`
  return `--x:${percent(x) / 100};--y:${percent(y) / 100};--ratio:${shape / 1000}`
}
