import { z } from 'zod'
import { previousPath } from './previous-path.ts'

const NAME = /:([a-z][a-z0-9]*)/gi

/** A pattern of a previous system's addresses, and where they lead at this site. */
export const redirect = z
  .object(
    { from: previousPath, to: previousPath },
    { error: 'is not a redirect; write { "from": "/tag/:name", "to": "/topic/:name" }' },
  )
  .refine(({ from, to }) => namesIn(to).every((name) => namesIn(from).includes(name)), {
    error: 'names a part in "to" that is not in "from"; write it in both, like /tag/:name',
  })
export type Redirect = z.infer<typeof redirect>

function namesIn(pattern: string): string[] {
  return [...pattern.matchAll(NAME)].flatMap(([, name]) => name ?? [])
}

/**
 * Where the first pattern that fits leads; null when none fits. A part of a pattern takes one part of
 * a path, and a value of a query.
 * @param path in the spelling of `canonicalPreviousPath`
 */
export function redirectedPath(redirects: Redirect[], path: string): string | null {
  for (const { from, to } of redirects) {
    const values = matched(from, path)
    if (values !== null) return filled(to, values)
  }
  return null
}

function matched(pattern: string, path: string): Map<string, string> | null {
  const [wanted = '', wantedQuery] = pattern.split('?')
  const [given = '', query] = path.split('?')
  const values = new Map<string, string>()
  const parts = given.split('/')
  const names = wanted.split('/')
  if (parts.length !== names.length) return null
  if (!names.every((name, index) => fits(name, parts[index] ?? '', values))) return null
  if (wantedQuery === undefined) return values
  const parameters = new URLSearchParams(query)
  for (const [name, value] of new URLSearchParams(wantedQuery)) {
    const own = parameters.get(name)
    if (own === null || !fits(value, own, values)) return null
  }
  return values
}

function fits(pattern: string, part: string, values: Map<string, string>): boolean {
  if (!/^:[a-z][a-z0-9]*$/i.test(pattern)) return pattern === part
  values.set(pattern.slice(1), part)
  return part !== ''
}

function filled(pattern: string, values: Map<string, string>): string {
  return pattern.replace(NAME, (_, name: string) => encodeURIComponent(values.get(name) ?? ''))
}
