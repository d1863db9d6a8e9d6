import { createServices } from '../worker/context.ts'
import type { Env } from '../worker/env.ts'
import { type Report, sync } from '../worker/sync/run.ts'

type Answers = Map<string, unknown>

/**
 * One step of sync on the real stores, then as many again on what they answered: what the worker itself
 * does, without them.
 */
export default {
  async fetch(request: Request, env: Env, context: never): Promise<Response> {
    const { times, now, ids } = (await request.json()) as {
      times: number
      now: number
      ids: string[]
    }
    const answers: Answers = new Map()
    const run = (stores: Pick<Env, 'CONTENT' | 'CATALOGUE'>): Promise<Report> =>
      sync(
        createServices({ ...env, ...stores } as Env, context, () => now),
        { ids, since: 0 },
      )
    const report = await run(remembering(env, answers))
    for (let time = 0; time < times; time += 1) await run(remembered(answers))
    return Response.json(report)
  },
}

/** The stores, whose answers are written down. D1 is asked in one order always, KV by name. */
function remembering({ CONTENT, CATALOGUE }: Env, answers: Answers) {
  let batches = 0
  const note = async (name: string, answer: Promise<unknown>) => {
    answers.set(name, await answer)
    return answers.get(name)
  }
  return {
    CONTENT: {
      getWithMetadata: (key: string, options: never) =>
        note(key, CONTENT.getWithMetadata(key, options)),
      list: (options: never) => note('list', CONTENT.list(options)),
      put: (key: string, value: string) => CONTENT.put(key, value),
    } as never,
    CATALOGUE: withSessions({
      prepare: (sql: string) => CATALOGUE.prepare(sql),
      batch: (statements: never[]) => note(`batch ${batches++}`, CATALOGUE.batch(statements)),
    }),
  }
}

function remembered(answers: Answers) {
  let batches = 0
  const answer = async (name: string) => answers.get(name)
  return {
    CONTENT: {
      getWithMetadata: answer,
      list: () => answer('list'),
      put: async () => undefined,
    } as never,
    CATALOGUE: withSessions({
      prepare: (sql: string) => ({ bind: (...params: unknown[]) => ({ sql, params }) }),
      batch: () => answer(`batch ${batches++}`),
    }),
  }
}

/** Sync asks the database itself; a reader's session is opened for each request. */
function withSessions(database: object) {
  return { ...database, withSession: () => database } as never
}
