import { defineConfig } from '@playwright/test'
import { findChromium, missingChromium } from './e2e/browser'
import { product, productEnv } from './e2e/product'

const executablePath = findChromium()
if (!executablePath) throw new Error(missingChromium)

export default defineConfig({
  testDir: 'e2e',
  // One product, one world: tests that share it run one after the other.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // Against hanging alone: how slow a machine of others' is, nobody knows.
  timeout: process.env.CI ? 240_000 : 60_000,
  expect: { timeout: process.env.CI ? 60_000 : 15_000 },
  use: {
    baseURL: product.webUrl,
    viewport: { width: 1280, height: 800 },
    // Software rendering, said so: the same on every machine, and without a warning on those that have no GPU.
    launchOptions: { executablePath, args: ['--use-angle=swiftshader'] },
    // Costs a quarter of the run's time, and nobody reads it where nothing is kept.
    trace: process.env.CI ? 'off' : 'retain-on-failure',
  },
  webServer: {
    command: `"${process.execPath}" --import tsx server/cli/start.ts`,
    url: `${product.webUrl}/readyz`,
    env: productEnv,
    timeout: 240_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    stdout: 'pipe',
  },
})
