import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findChromium, missingChromium } from '@/e2e/browser'
import { projectRoot } from '../supervise/root'
import { installDebianPackages } from './debian'
import { type Counts, runCommand, say } from './step'

const limitMs = 30 * 60_000

type Report = { stats: { expected: number; unexpected: number; flaky: number; skipped: number }; errors: unknown[] }

/** The browser tests against the real product. Without a browser they fail, unless this machine may install one itself. */
export async function runPlaywright(): Promise<Counts> {
  if (!readdirSync(path.join(projectRoot, 'e2e'), { recursive: true }).some((name) => String(name).endsWith('.spec.ts'))) {
    say('There are no browser tests.')
    return { passed: 0, failed: 0 }
  }
  if (!findChromium()) await installDebianPackages('chromium')
  if (!findChromium()) throw new Error(missingChromium)
  const folder = mkdtempSync(path.join(tmpdir(), 'geo-playwright-'))
  const file = path.join(folder, 'report.json')
  try {
    const code = await runCommand(process.execPath, ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], {
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
      limitMs,
    })
    return countPlaywright(readFileSync(file, 'utf8'), code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A flaky test is a failed one; so is a run that fails outside of any test. */
export function countPlaywright(json: string, code: number): Counts {
  const { stats, errors } = JSON.parse(json) as Report
  const failed = stats.unexpected + stats.flaky + errors.length
  return { passed: stats.expected, failed: failed === 0 && code !== 0 ? 1 : failed }
}
