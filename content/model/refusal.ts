/** One error in a value, with its path: `body[3].type`, `headline`, or an empty string for the whole value. */
export interface Problem {
  path: string
  message: string
}

/** Thrown by every parser of the model, with all problems in the order of the value. */
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
