import { readdirSync, readFileSync } from 'node:fs'

/** Milliseconds that the workerd processes of this one have spent on a processor. */
export function cpuOfWorkers(): number {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const ours = processes.filter((pid) => {
    const [, name, parent] = /^\d+ \((.*)\) \S (\d+)/.exec(text(`/proc/${pid}/stat`)) ?? []
    return name?.startsWith('workerd') && Number(parent) === process.pid
  })
  const tasks = ours.flatMap((pid) =>
    readdirSync(`/proc/${pid}/task`).map((task) => `/proc/${pid}/task/${task}/schedstat`),
  )
  return tasks.reduce((sum, file) => sum + Number(text(file).split(' ')[0] ?? 0), 0) / 1e6
}

/** A process may have ended meanwhile. */
function text(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
