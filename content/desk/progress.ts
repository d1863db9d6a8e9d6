import { counted } from './check/report.ts'

const WIDTH = 30

/**
 * A bar that grows on a terminal, a line at its end elsewhere. Writes to stderr, so that the answer
 * of a command can be read by another one.
 * @param done what has happened to the things so far: `put`
 */
export function progressOf(done: string, total: number, thing: string): (count: number) => void {
  const { isTTY } = process.stderr
  const show = (count: number) => {
    if (isTTY) {
      const full = Math.round((WIDTH * count) / total)
      const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full)
      process.stderr.write(`\r${done} ${bar} ${count}/${counted(total, thing)}`)
    }
    if (count === total) process.stderr.write(isTTY ? '\n' : `${done}: ${counted(total, thing)}\n`)
  }
  if (total > 0) show(0)
  return show
}
