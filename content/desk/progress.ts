const WIDTH = 30

/** A bar that grows on a terminal, a line at its end elsewhere. Writes to stderr, below no answer. */
export function progressOf(what: string, total: number): (count: number) => void {
  return (count) => {
    if (process.stderr.isTTY) {
      const full = Math.round((WIDTH * count) / total)
      const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full)
      process.stderr.write(`\r${what} ${bar} ${count}/${total}${count === total ? '\n' : ''}`)
    } else if (count === total) {
      process.stderr.write(`${what}: ${count}\n`)
    }
  }
}
