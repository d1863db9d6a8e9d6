/** One thing that is wrong with a value, and where: `body[3].type`, `headline`, or `` for the whole. */
export interface Problem {
  path: string
  message: string
}

/** Thrown by every parser of the model; holds all the problems found, in the order of the value. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly problems: Problem[]

  constructor(problems: Problem[]) {
    super(problems.map(problemText).join('\n'))
    this.problems = problems
  }
}

/** The problem as one sentence to show a person: `body[3].type: "vidoe" is not a block; …`. */
export function problemText({ path, message }: Problem): string {
  return path === '' ? message : `${path}: ${message}`
}
