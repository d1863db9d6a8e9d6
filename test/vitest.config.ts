import { defineConfig } from 'vitest/config'

/** One file at a time: each has a worker or a browser of its own, and the machine may be small. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
