import { defineConfig } from 'vitest/config'

/** Two files at a time: each has a worker or a browser of its own, and the machine may be small. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    maxWorkers: 2,
    globalSetup: 'prepare.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
