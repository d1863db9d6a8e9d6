import { counted } from './check/report.ts'

const WIDTH = 30

/**
 * A progress bar on a terminal, otherwise one line at the end. Writes to stderr, so that the output of
 * a command can be piped.
 * @param done the participle in front of the count: `put`
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
