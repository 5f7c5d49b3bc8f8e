import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/cluster.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // A process runs many files: each opens what it needs at its head and leaves nothing behind.
    isolate: false,
    reporters: ['default', './scripts/closing-line.ts'],
  },
})
