import { defineConfig } from 'vitest/config'

/** Three files at a time: each has a worker or a browser of its own and waits for it half of its time. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    maxWorkers: 3,
    // Files share what they import: wrangler alone takes two seconds to load. No file leaves state in it.
    isolate: false,
    globalSetup: 'prepare.ts',
    // Tests end in seconds; a machine that is busy with other things may be many times slower.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
