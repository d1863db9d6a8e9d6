import type { z } from 'zod'

type Schema = z.core.$ZodType
type Check = (value: unknown) => boolean

/** The rules that are essential. */
const essentials = new Set<unknown>()

/**
 * Marks a rule of texts without which what renders them does harm: a date that is none, an address that
 * runs code.
 */
export function essential(rule: (text: string) => boolean): (text: string) => boolean {
  essentials.add(rule)
  return rule
}

/**
 * Whether a value has the shape that a schema describes: types, regular expressions, and rules that are
 * `essential`. For what was valid when it was stored. The other rules are for editors (lengths, invisible
 * characters): one that is stricter in a new version hides nothing. It takes a fraction of the time of
 * parsing.
 */
export function shapeOf(schema: Schema): Check {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'string':
      return textOf(def.checks)
    case 'number':
      return Number.isFinite
    case 'boolean':
      return (value) => typeof value === 'boolean'
    case 'literal':
      return (value) => (def.values as unknown[]).includes(value)
    case 'enum': {
      const values: unknown[] = Object.values(def.entries)
      return (value) => values.includes(value)
    }
    case 'optional': {
      const inner = shapeOf(def.innerType)
      return (value) => value === undefined || inner(value)
    }
    case 'array': {
      const element = shapeOf(def.element)
      return (value) => Array.isArray(value) && value.every(element)
    }
    case 'tuple': {
      const items = def.items.map(shapeOf)
      return (value) =>
        Array.isArray(value) &&
        value.length === items.length &&
        items.every((item, index) => item(value[index]))
    }
    case 'union': {
      const options = def.options.map(shapeOf)
      return (value) => options.some((option) => option(value))
    }
    case 'record': {
      const [key, item] = [shapeOf(def.keyType), shapeOf(def.valueType)]
      return (value) =>
        isObject(value) && Object.entries(value).every(([name, inner]) => key(name) && item(inner))
    }
    case 'object': {
      const fields = Object.entries(def.shape).map(
        ([name, field]) => [name, shapeOf(field)] as const,
      )
      return (value) => isObject(value) && fields.every(([name, field]) => field(value[name]))
    }
    default:
      throw new Error(`no shape for ${def.type}`)
  }
}

function textOf(checks: z.core.$ZodCheck<never>[] = []): Check {
  const rules = checks.flatMap(({ _zod: { def } }) => {
    const { pattern, fn } = def as { pattern?: RegExp; fn?: (text: string) => boolean }
    if (pattern) return [(text: string) => pattern.test(text)]
    return fn && essentials.has(fn) ? [fn] : []
  })
  return (value) => typeof value === 'string' && rules.every((rule) => rule(value))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
