import { defineConfig } from 'vitest/config'

/** Two files at a time: each has a worker or a browser of its own, and the machine may be small. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    maxWorkers: 2,
    // Files share what they import: wrangler alone takes two seconds to load. No file leaves state in it.
    isolate: false,
    globalSetup: 'prepare.ts',
    // Tests end in seconds; a machine that is busy with other things may be many times slower.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
