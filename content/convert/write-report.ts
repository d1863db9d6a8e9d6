import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KindOfLoss, Report } from './report.ts'

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
    summaryOf(report)
      .map(([what, value]) => `${what}: ${value}`)
      .join('\n'),
    ...groupsOf(report).map(([title, kinds]) =>
      [
        title,
        ...kinds.map(
          (kind) => `  ${kind.count} × ${kind.what}, in ${kind.files}, like ${placeOf(kind)}`,
        ),
      ].join('\n'),
    ),
    ...(report.problems.length > 0
      ? [
          [
            'Needs your hand',
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
                ({ address, files }) =>
                  `  ${address} (${files.slice(0, 3).join(', ')}${files.length > 3 ? `, and ${files.length - 3} more` : ''})`,
              ),
          ].join('\n'),
        ]
      : []),
  ]
  return parts.join('\n\n')
}

function summaryOf(report: Report): [string, string | number][] {
  const { system, stories, pages, pictures, authors, links, words, missingPictures } = report
  return [
    ['system', system],
    ['stories', stories],
    ['pages', pages],
    ['pictures', `${pictures} found, ${missingPictures.length} missing`],
    ['authors', authors],
    ['links', links],
    ['words', `${words.before} before, ${words.after} after, ${words.lost} no longer there`],
  ]
}

function groupsOf({ losses }: Report): [string, KindOfLoss[]][] {
  return Object.entries(OUTCOMES).flatMap(([outcome, title]): [string, KindOfLoss[]][] => {
    const kinds = losses.filter((loss) => loss.outcome === outcome)
    return kinds.length > 0 ? [[title, kinds]] : []
  })
}

function placeOf({ examples: [first] }: KindOfLoss): string {
  return first ? `${first.file}: ${first.example}` : ''
}

function htmlOf(report: Report): string {
  const row = (cells: (string | number)[]) =>
    `<tr>${cells.map((cell) => `<td dir="auto">${escaped(String(cell))}</td>`).join('')}</tr>`
  const table = (head: string[], rows: (string | number)[][]) =>
    rows.length === 0
      ? ''
      : `<table><tr>${head.map((cell) => `<th>${cell}</th>`).join('')}</tr>${rows.map(row).join('\n')}</table>`
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Conversion report</title>
<style>body{font:16px/1.5 system-ui;max-width:70rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%;margin-block:.5rem 2rem}td,th{border-block-end:1px solid #ccc;padding:.4rem .6rem;text-align:start;vertical-align:top}details td:last-child{overflow-wrap:anywhere}</style>
<h1>Conversion report</h1>
${table(['', ''], summaryOf(report))}
${groupsOf(report)
  .map(
    ([title, kinds]) =>
      `<h2>${title}</h2>${kinds
        .map(
          (kind) =>
            `<details><summary>${kind.count} × ${escaped(kind.what)}, in ${kind.files}</summary>${table(
              ['file', 'times', 'example'],
              kind.examples.map(({ file, count, example }) => [file, count, example]),
            )}</details>`,
        )
        .join('\n')}`,
  )
  .join('\n')}
${report.problems.length > 0 ? '<h2>Needs your hand</h2>' : ''}${table(
  ['file', 'problem'],
  report.problems.map(({ file, problem }) => [file, problem]),
)}
${report.differences.length > 0 ? '<h2>The largest differences in text</h2>' : ''}${table(
  ['file', 'words before', 'after', 'no longer there', 'such as'],
  report.differences.map(({ file, before, after, lost, missing }) => [
    file,
    before,
    after,
    lost,
    missing.join(' '),
  ]),
)}
${report.missingPictures.length > 0 ? '<h2>Missing pictures</h2>' : ''}${table(
  ['address', 'files'],
  report.missingPictures.map(({ address, files }) => [address, files.join(' ')]),
)}
</html>
`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
