const COLOR = /^#[0-9a-f]{6}$/i

/**
 * The CSS rules of single pictures. The content security policy blocks `style` attributes, so a focus
 * or a colour becomes a class in the page's second style block. The class is named after what it
 * does, so that stories of several pages can be on one page.
 */
export class PictureRules {
  readonly #rules = new Map<string, string>()

  classFor(focus: [number, number] | undefined, color: string | undefined): string | undefined {
    const [x, y] = focus?.map((share) => Math.round(share * 100)) ?? []
    const place = Number.isFinite(x) && Number.isFinite(y) ? [`object-position:${x}% ${y}%`] : []
    // Whatever stands here goes into the page as it is: a colour is checked where it is written.
    const ground = color !== undefined && COLOR.test(color) ? [`background:${color}`] : []
    if (place.length + ground.length === 0) return undefined
    const parts = [...(place.length > 0 ? [x, y] : []), ...ground.map(() => color?.slice(1))]
    const name = ['x', ...parts].join('-')
    this.#rules.set(name, [...place, ...ground].join(';'))
    return name
  }

  css(): string {
    return [...this.#rules].map(([name, rule]) => `.${name}{${rule}}`).join('')
  }
}
