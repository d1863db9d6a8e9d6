/**
 * The CSS rules of single pictures. The content security policy blocks `style` attributes, so a focus
 * or a colour becomes a class in the page's second style block. The class is named after what it
 * does, so that stories of several pages can be on one page.
 */
export class PictureRules {
  readonly #rules = new Map<string, string>()

  classFor(focus: [number, number] | undefined, color: string | undefined): string | undefined {
    if (focus === undefined && color === undefined) return undefined
    const [x, y] = focus?.map((share) => Math.round(share * 100)) ?? []
    const name = ['x', x, y, color?.slice(1)].filter((part) => part !== undefined).join('-')
    const place = focus ? [`object-position:${x}% ${y}%`] : []
    const ground = color ? [`background:${color}`] : []
    this.#rules.set(name, [...place, ...ground].join(';'))
    return name
  }

  css(): string {
    return [...this.#rules].map(([name, rule]) => `.${name}{${rule}}`).join('')
  }
}
