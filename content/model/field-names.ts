import type { z } from 'zod'

type Schema = z.core.$ZodType
/** The parts of a definition that are followed here; each kind of schema has some of them. */
interface Definition {
  type: string
  innerType?: Schema
  element?: Schema
  options?: Schema[]
  shape?: Record<string, Schema>
}

/** The names of the fields that a schema has at a path of the value; empty where it has none. */
export function fieldNames(schema: Schema, path: (string | number)[], value: unknown): string[] {
  const { innerType, element, options, shape } = definitionOf(schema)
  if (innerType !== undefined) return fieldNames(innerType, path, value)
  if (options !== undefined) {
    const option = options.find((one) => isMeant(one, path, value))
    return option === undefined ? [] : fieldNames(option, path, value)
  }
  const [name, ...rest] = path
  if (name === undefined) return Object.keys(shape ?? {})
  const inner = typeof name === 'number' ? element : shape?.[name]
  const child = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return inner === undefined ? [] : fieldNames(inner, rest, child)
}

/** Whether the value is of this branch of a union: blocks say their type. */
function isMeant(option: Schema, path: (string | number)[], value: unknown): boolean {
  const { type, options = [], shape } = definitionOf(option)
  if (type === 'union') return options.some((one) => isMeant(one, path, value))
  if (Array.isArray(value)) return type === 'array'
  if (typeof value !== 'object' || value === null || shape === undefined) return false
  if (shape.type === undefined) return !('type' in value)
  return 'type' in value && shape.type._zod.values?.has(value.type as string) === true
}

function definitionOf(schema: Schema): Definition {
  return schema._zod.def as Definition
}
