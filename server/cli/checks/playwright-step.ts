import { readdirSync } from 'node:fs'
import path from 'node:path'
import { findChromium, missingChromium } from '@/e2e/browser'
import { projectRoot } from '../supervise/root'
import { installDebianPackages } from './debian'
import type { Outcome } from './outcome'
import { runTests, say } from './step'

/** The browser tests against the real product. Without a browser they fail, unless this machine may install one itself. */
export async function runPlaywright(): Promise<Outcome> {
  if (!readdirSync(path.join(projectRoot, 'e2e'), { recursive: true }).some((name) => String(name).endsWith('.spec.ts'))) {
    say('There are no browser tests.')
    return { passed: 0, failures: [] }
  }
  if (!findChromium()) await installDebianPackages('chromium')
  if (!findChromium()) throw new Error(missingChromium)
  return runTests(['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,./server/cli/checks/playwright-reporter.ts'])
}
