import type { Option } from 'commander'
import type { Desk } from '../desk.ts'

/** One of the editor's commands, as `main.ts` registers it. */
export interface Command<Args extends (string | undefined)[] = string[], Options = object> {
  /** The name and the arguments, as `--help` shows them: `withdraw <id>`. */
  usage: string
  description: string
  /** What an editor types after `npm run content --`. */
  examples: string[]
  /** Besides the options that every command takes. */
  options?: Option[]
  // A method, not a function property: its parameters may be narrower than those of another command.
  action(desk: Desk, args: Args, options: Options): Promise<void>
}

/** Any of them, whatever its arguments. */
export type AnyCommand = Command<(string | undefined)[]>
