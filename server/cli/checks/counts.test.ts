import { describe, expect, it } from 'vitest'
import { countPlaywright } from './playwright-step'
import { countVitest } from './vitest-step'

const vitest = (passed: number, failed: number, files: { status: string; assertionResults: unknown[] }[] = []) =>
  JSON.stringify({ numPassedTests: passed, numFailedTests: failed, testResults: files })
const playwright = (stats: object, errors: unknown[] = []) =>
  JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors })

describe('counting a run', () => {
  it('takes the report’s numbers', () => {
    expect(countVitest(vitest(3, 0), 0)).toEqual({ passed: 3, failed: 0 })
    expect(countVitest(vitest(3, 2), 1)).toEqual({ passed: 3, failed: 2 })
    expect(countPlaywright(playwright({ expected: 3, unexpected: 1 }), 1)).toEqual({ passed: 3, failed: 1 })
  })
  it('counts a file that could not be loaded', () => {
    expect(
      countVitest(
        vitest(3, 0, [
          { status: 'failed', assertionResults: [] },
          { status: 'passed', assertionResults: [{}] },
        ]),
        1,
      ),
    ).toEqual({ passed: 3, failed: 1 })
  })
  it('counts a crash outside of any test', () => {
    expect(countVitest(vitest(3, 0), 1)).toEqual({ passed: 3, failed: 1 })
    expect(countPlaywright(playwright({ expected: 3 }), 1)).toEqual({ passed: 3, failed: 1 })
    expect(countPlaywright(playwright({ expected: 0 }, [{ message: 'no web server' }]), 1)).toEqual({ passed: 0, failed: 1 })
  })
  it('takes a flaky test for a failed one', () => {
    expect(countPlaywright(playwright({ expected: 3, flaky: 1 }), 0)).toEqual({ passed: 3, failed: 1 })
  })
})
