import { defineConfig } from '@playwright/test'

const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** The walks of a user through the product, in the machine's own Chromium (stack.md §3 gives the flags). */
export default defineConfig({
  testDir: 'test/journeys',
  testMatch: '**/*.journey.ts',
  outputDir: 'test-results/walks',
  globalSetup: './test/journeys/server.ts',
  // All share one server. The walks follow one another through the month; beside them each role looks at its pages.
  workers: 2,
  fullyParallel: false,
  projects: [
    { name: 'walks', workers: 1, testIgnore: '**/roles.journey.ts' },
    { name: 'looks', workers: 1, testMatch: '**/roles.journey.ts' },
  ],
  forbidOnly: true,
  retries: 0,
  // The county clerk's look at every entry of the menu takes a minute and a half on two idle cores.
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['./scripts/closing-line-journeys.ts']],
  use: {
    locale: 'zh-CN',
    actionTimeout: 15_000,
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet, ...camera],
    },
  },
})
