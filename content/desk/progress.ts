import { counted } from './check/report.ts'

const WIDTH = 30
/** From here on it takes longer than a person waits without a word. */
const MANY = 1000

/**
 * A progress bar on a terminal, otherwise one line at the end, and one at each twentieth of many. Writes
 * to stderr, so that the output of a command can be piped.
 * @param done the participle in front of the count: `put`
 */
export function progressOf(done: string, total: number, thing: string): (count: number) => void {
  const { isTTY } = process.stderr
  const part = total < MANY ? total : Math.ceil(total / 20)
  let next = part
  const show = (count: number) => {
    if (isTTY) {
      const full = Math.round((WIDTH * count) / total)
      const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full)
      process.stderr.write(`\r${done} ${bar} ${count}/${counted(total, thing)}`)
    } else if (count >= next && count < total) {
      process.stderr.write(`${done}: ${count} of ${counted(total, thing)}\n`)
      next = count + part
    }
    if (count === total) process.stderr.write(isTTY ? '\n' : `${done}: ${counted(total, thing)}\n`)
  }
  if (total > 0) show(0)
  return show
}

/** The same where there are many, and nothing where there are few. */
export function progressOfMany(...given: Parameters<typeof progressOf>): (count: number) => void {
  return given[1] < MANY ? () => undefined : progressOf(...given)
}
