import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KindOfLoss, Report } from './report.ts'
import { escapeHtml } from './text/escape-html.ts'

const OUTCOMES: Record<KindOfLoss['outcome'], string> = {
  lost: 'Lost: readers see less than before',
  left: 'Left as it was: look at it when you have time',
  changed: 'Changed: the same words in another form',
  repaired: 'Repaired',
}

/** Writes `report.txt`, `report.json` and `report.html`. @returns the text */
export function writeReport(folder: string, report: Report): string {
  const text = textOf(report)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'report.txt'), `${text}\n`)
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
  writeFileSync(join(folder, 'report.html'), htmlOf(report))
  return text
}

function textOf(report: Report): string {
  const parts = [
    linesOf(report).join('\n'),
    ...groupsOf(report).map(([title, kinds]) =>
      [
        title,
        ...kinds.map(
          (kind) =>
            `  ${kind.count} × ${kind.what}, in ${filesOf(kind.files)}, like ${placeOf(kind)}`,
        ),
      ].join('\n'),
    ),
    ...(report.problems.length > 0
      ? [
          [
            'Needs attention',
            ...report.problems.slice(0, 50).map(({ file, problem }) => `  ${file}: ${problem}`),
          ].join('\n'),
        ]
      : []),
    ...(report.differences.length > 0
      ? [
          [
            'The largest differences in text',
            ...report.differences.map(
              ({ file, before, after, lost, missing }) =>
                `  ${file}: ${before} words before, ${after} after, ${lost} no longer there (${missing.join(' ')})`,
            ),
          ].join('\n'),
        ]
      : []),
    ...(report.missingPictures.length > 0
      ? [
          [
            'Missing pictures',
            ...report.missingPictures
              .slice(0, 50)
              .map(
                ({ address, files, reason }) =>
                  `  ${address}${reason ? ` ${reason}` : ''} (${files.slice(0, 3).join(', ')}${files.length > 3 ? `, and ${files.length - 3} more` : ''})`,
              ),
          ].join('\n'),
        ]
      : []),
  ]
  return parts.join('\n\n')
}

const COUNTED = ['stories', 'pages', 'pictures', 'authors', 'links', 'words'] as const

function linesOf(report: Report): string[] {
  const { system, words, missingPictures } = report
  return [
    `system: ${system}`,
    ...COUNTED.map((what) => `${what}: ${report[what].before} before, ${report[what].after} after`),
    `words no longer there: ${words.lost}`,
    `pictures missing: ${missingPictures.length}`,
  ]
}

function groupsOf({ losses }: Pick<Report, 'losses'>): [string, KindOfLoss[]][] {
  return Object.entries(OUTCOMES).flatMap(([outcome, title]): [string, KindOfLoss[]][] => {
    const kinds = losses.filter((loss) => loss.outcome === outcome)
    return kinds.length > 0 ? [[title, kinds]] : []
  })
}

function placeOf({ examples: [first] }: KindOfLoss): string {
  return first ? `${first.file}: ${first.example}` : ''
}

const STYLE = `
:root{color-scheme:light dark}
body{font:16px/1.6 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding-inline:1rem}
h2{margin-block:2.5rem .5rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin-block:.5rem}
th,td{border-block-end:1px solid color-mix(in srgb,currentColor 25%,transparent);padding:.4rem .6rem;text-align:start;vertical-align:top}
td{overflow-wrap:anywhere;min-inline-size:5rem}
.number{text-align:end;min-inline-size:3.5rem;font-variant-numeric:tabular-nums;overflow-wrap:normal}
summary{cursor:pointer;padding-block:.3rem}
@media (max-width:40rem){body{margin-block:1rem}th,td{padding-inline:.3rem}}
`

function htmlOf(report: Report): string {
  const { system, source, losses, problems, differences, missingPictures, words } = report
  const kinds = groupsOf({ losses }).map(([title, group]) =>
    part(title, group.map(detailsOf).join('\n')),
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Conversion report</title><style>${STYLE}</style></head><body>
<h1>Conversion report</h1>
<p>${bdi(system)}, from ${bdi(source)}. ${words.lost} words are no longer there, ${missingPictures.length} pictures are missing.</p>
${table(
  ['', 'before', 'after'],
  COUNTED.map((what) => [what, report[what].before, report[what].after]),
)}
${kinds.join('\n')}
${part(
  'Needs attention',
  table(
    ['file', 'problem'],
    problems.map(({ file, problem }) => [file, problem]),
  ),
)}
${part(
  'The largest differences in text',
  table(
    ['file', 'words before', 'after', 'no longer there', 'such as'],
    differences.map(({ file, before, after, lost, missing }) => [
      file,
      before,
      after,
      lost,
      missing.join(' '),
    ]),
  ),
)}
${part(
  'Missing pictures',
  table(
    ['address', 'stories that need it', 'why it was not fetched'],
    missingPictures.map(({ address, files, reason = '' }) => [address, files.join(' '), reason]),
  ),
)}
</body></html>
`
}

function detailsOf({ count, what, files, examples }: KindOfLoss): string {
  const rows = examples.map(({ file, count: times, example }) => [file, times, example])
  return `<details><summary>${count} × ${escapeHtml(what)}, in ${filesOf(files)}</summary>${table(['file', 'times', 'example'], rows)}</details>`
}

/** Empty where there is nothing to show. */
function part(title: string, content: string): string {
  return content === '' ? '' : `<h2>${title}</h2>\n${content}`
}

/** Each cell has the direction of its own text. */
function table(head: string[], rows: (string | number)[][]): string {
  if (rows.length === 0) return ''
  const isNumber = (column: number) => typeof rows[0]?.[column] === 'number'
  const cells = (row: (string | number)[], tag: 'td' | 'th') =>
    row.map((cell, column) =>
      isNumber(column)
        ? `<${tag} class="number">${escapeHtml(String(cell))}</${tag}>`
        : `<${tag} dir="auto">${escapeHtml(String(cell))}</${tag}>`,
    )
  const lines = [cells(head, 'th'), ...rows.map((row) => cells(row, 'td'))]
  return `<div class="wide"><table>${lines.map((line) => `<tr>${line.join('')}</tr>`).join('\n')}</table></div>`
}

function filesOf(count: number): string {
  return count === 1 ? '1 file' : `${count} files`
}

function bdi(text: string): string {
  return `<bdi>${escapeHtml(text)}</bdi>`
}
