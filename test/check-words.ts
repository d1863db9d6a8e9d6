import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Part of `npm run check`: finds words that have a plain, standard word in their place. */
const ROOT = join(import.meta.dirname, '..')
const INSTEAD: [pattern: RegExp, instead: string][] = [
  [/\bthe paper\b/i, 'the site'],
  [/\bcan not\b/i, 'cannot'],
  [/\banew\b/i, 'again'],
  [/\bmend(?:s|ed|ing)?\b/, 'fix'],
  [/\bof late\b/i, 'recently'],
  [/\bin one breath\b/i, 'at once'],
  [/\bformer(?:ly)?\b/i, 'previous'],
  [/\bis told\b/i, 'say what is sent or shown'],
  [/\bnone of ours\b/i, 'say what is invalid'],
  [/\b(?:bring|brings|brought) to life\b/i, 'hydrate, start'],
  [/\bwhoever\b/i, 'everyone who'],
]

const files = execFileSync('git', ['ls-files', '-z', '*.ts', '*.tsx', '*.css', '*.md'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\0')
  .filter(
    (file) =>
      file !== '' && !file.startsWith('test/convert/') && join(ROOT, file) !== import.meta.filename,
  )

const found = files.flatMap((file) =>
  readFileSync(join(ROOT, file), 'utf8')
    .split('\n')
    .flatMap((line, index) =>
      INSTEAD.filter(([pattern]) => pattern.test(line)).map(
        ([pattern, instead]) =>
          `${file}:${index + 1}: ${pattern.exec(line)?.[0]} (instead: ${instead})`,
      ),
    ),
)
for (const line of found) console.error(line)
if (found.length > 0) process.exitCode = 1
