import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Small files that take long. */
const LONG = [
  'contrast-themes',
  'day',
  'desk-interrupted',
  'desk-preview',
  'query-plans',
  'search-page',
  'wrangler',
]

/** Vitest begins with the largest files. One that takes long and begins last would run alone. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) =>
      LONG.some((name) => moduleId.endsWith(`/${name}.test.ts`))
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

/** Three files at a time: each has a worker or a browser of its own and waits for it half of its time. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    maxWorkers: 3,
    // Files share what they import: wrangler alone takes two seconds to load. No file leaves state in it.
    isolate: false,
    globalSetup: 'prepare.ts',
    sequence: { sequencer: LongFirst },
    // Tests end in seconds; a machine that is busy with other things may be many times slower.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
