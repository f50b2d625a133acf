import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Counts, runCommand } from './step'

const limitMs = 30 * 60_000

type Report = { numPassedTests: number; numFailedTests: number; testResults: { status: string; assertionResults: unknown[] }[] }

/** Vitest with its own output on screen and its counts from the JSON report. */
export async function runVitest(args: readonly string[], env: Record<string, string> = {}): Promise<Counts> {
  const folder = mkdtempSync(path.join(tmpdir(), 'geo-vitest-'))
  const file = path.join(folder, 'report.json')
  try {
    const code = await runCommand(
      process.execPath,
      ['node_modules/vitest/vitest.mjs', 'run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      { env, limitMs },
    )
    return countVitest(readFileSync(file, 'utf8'), code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A file that could not even be loaded has no tests to fail: it counts as one. So does an error outside of any test. */
export function countVitest(json: string, code: number): Counts {
  const report = JSON.parse(json) as Report
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  const failed = report.numFailedTests + unloaded
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed }
}
