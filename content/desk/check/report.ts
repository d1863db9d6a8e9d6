import { type Finding, isError } from '../folder/document.ts'

/** All findings, grouped by file and sorted by line; text editors can jump to `file:line:column`. */
export function reportOf(findings: Finding[]): string {
  const files = Map.groupBy(findings, ({ file }) => file)
  const groups = [...files].map(([file, found]) => {
    const lines = found
      .sort((one, other) => one.line - other.line || one.column - other.column)
      .map(
        ({ line, column, severity, message }) =>
          `  ${file}:${line}:${column} ${severity}: ${message}`,
      )
    return `${file}\n${lines.join('\n')}`
  })
  return [...groups, summaryOf(findings)].join('\n\n')
}

export function errorsIn(findings: Finding[]): Finding[] {
  return findings.filter(isError)
}

function summaryOf(findings: Finding[]): string {
  const errors = errorsIn(findings).length
  const warnings = findings.length - errors
  return `${counted(errors, 'error')}, ${counted(warnings, 'warning')}`
}

/** `1 file`, `2 files`, `2 addresses`. */
export function counted(count: number, thing: string): string {
  if (count === 1) return `1 ${thing}`
  return `${count} ${thing}${thing.endsWith('s') ? 'es' : 's'}`
}
