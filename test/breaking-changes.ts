/** The parts of an OpenAPI document that are compared. */
export interface OpenApi {
  info: { description: string }
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

interface Operation {
  operationId: string
  parameters: { name: string; in: string; required: boolean }[]
  requestBody?: { content: Content }
  responses: Record<string, { content?: Content }>
}
type Content = Record<string, { schema: Schema }>

interface Schema {
  $ref?: string
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
}

/** What a program that was written against `before` can no longer rely on in `after`. */
export function breakingChanges(before: OpenApi, after: OpenApi): string[] {
  return Object.entries(before.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const name = `${method.toUpperCase()} ${path}`
      const now = after.paths[path]?.[method]
      if (now === undefined) return [`${name} is gone`]
      return [
        ...(now.operationId === operation.operationId
          ? []
          : [`${name}: operationId is no longer ${operation.operationId}`]),
        ...parameterChanges(name, operation, now),
        ...answerChanges(name, [operation, before], [now, after]),
      ]
    }),
  )
}

function parameterChanges(name: string, before: Operation, after: Operation): string[] {
  const find = (operation: Operation, wanted: { name: string; in: string }) =>
    operation.parameters.find((one) => one.name === wanted.name && one.in === wanted.in)
  return [
    ...before.parameters
      .filter((parameter) => !find(after, parameter))
      .map((parameter) => `${name}: parameter ${parameter.name} is gone`),
    ...after.parameters
      .filter((parameter) => parameter.required && !find(before, parameter)?.required)
      .map((parameter) => `${name}: parameter ${parameter.name} has become required`),
    ...(after.requestBody
      ? requiredOf(after.requestBody)
          .filter((field) => !requiredOf(before.requestBody).includes(field))
          .map((field) => `${name}: field ${field} of the body has become required`)
      : []),
  ]
}

function requiredOf(body: Operation['requestBody']): string[] {
  return body?.content['application/json']?.schema.required ?? []
}

type Side = [Operation, OpenApi]

function answerChanges(name: string, [before, from]: Side, [after, to]: Side): string[] {
  return Object.entries(before.responses).flatMap(([status, { content = {} }]) => {
    const now = after.responses[status]
    if (now === undefined) return [`${name}: answer ${status} is gone`]
    return Object.entries(content).flatMap(([type, { schema }]) => {
      const other = now.content?.[type]?.schema
      if (other === undefined) return [`${name}: answer ${status} is no longer ${type}`]
      const fields = fieldsOf(other, to)
      return [...fieldsOf(schema, from)].flatMap(([field, isRequired]) => {
        const still = fields.get(field)
        if (still === undefined) return [`${name}: field ${field} of answer ${status} is gone`]
        return isRequired && !still
          ? [`${name}: field ${field} of answer ${status} may now be missing`]
          : []
      })
    })
  })
}

/** Every field of a schema by its path, and whether it is always there. */
function fieldsOf(schema: Schema, document: OpenApi): Map<string, boolean> {
  const fields = new Map<string, boolean>()
  const walk = (given: Schema, path: string, seen: string[]): void => {
    const { $ref } = given
    if ($ref !== undefined && seen.includes($ref)) return
    const inner =
      $ref === undefined ? given : document.components.schemas[$ref.split('/').at(-1) ?? '']
    if (inner === undefined) throw new Error(`${$ref} is not in the document`)
    const now = $ref === undefined ? seen : [...seen, $ref]
    for (const [name, value] of Object.entries(inner.properties ?? {})) {
      const here = path === '' ? name : `${path}.${name}`
      const isRequired = inner.required?.includes(name) ?? false
      fields.set(here, isRequired && (fields.get(here) ?? true))
      walk(value, here, now)
    }
    if (inner.items) walk(inner.items, `${path}[]`, now)
    for (const branch of [...(inner.anyOf ?? []), ...(inner.oneOf ?? [])]) walk(branch, path, now)
  }
  walk(schema, '', [])
  return fields
}
