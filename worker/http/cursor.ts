import type { Context } from 'hono'
import { positionIn } from '../catalogue/position.ts'
import type { AppEnv } from '../context.ts'
import { pageParameter } from './page-parameters.ts'

/**
 * The position that `?before=` of a page holds.
 * @returns null without the parameter; undefined where it is not a cursor
 */
export function positionBefore(c: Context<AppEnv>): number | null | undefined {
  const before = pageParameter(c, 'before')
  return before === undefined ? null : (positionIn(before) ?? undefined)
}
