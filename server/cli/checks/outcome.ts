import { readFileSync, writeFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

/** What came of a step: how many tests held, and what is to be said of each that did not. */
export type Outcome = { passed: number; failures: readonly string[] }

/** Where a runner's reporter is to leave its outcome. */
export const outcomeFileVariable = 'CHECK_OUTCOME_FILE'

const mostLines = 12
const longestLine = 300

/** A failure as it is repeated at the end of the run, where whoever sees no more of the output still learns what it was. */
export function failureOf(test: string, reason = ''): string {
  const lines = stripVTControlCharacters(reason)
    .split('\n')
    .filter((line) => line.trim())
  const kept = lines.slice(0, mostLines).map((line) => (line.length > longestLine ? `${line.slice(0, longestLine)} …` : line))
  return [test, ...kept].join('\n    ')
}

/** For a runner's reporter, at the end of its run. */
export function leaveOutcome(outcome: Outcome): void {
  const file = process.env[outcomeFileVariable]
  if (!file) throw new Error(`${outcomeFileVariable} is not set: this reporter is for \`npm test\`.`)
  writeFileSync(file, JSON.stringify(outcome))
}

/** What a runner left, whose exit code was `code`. One that ended badly without saying of what counts as a failure. */
export function takeOutcome(file: string, code: number): Outcome {
  const outcome = JSON.parse(readFileSync(file, 'utf8')) as Outcome
  return code !== 0 && outcome.failures.length === 0 ? { ...outcome, failures: [`ended with code ${code}`] } : outcome
}

/** A check that either holds or not counts as one test. */
export function outcomeOfCheck(name: string, code: number): Outcome {
  return code === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [`${name}: ended with code ${code}`] }
}
