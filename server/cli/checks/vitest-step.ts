import type { Outcome } from './outcome'
import { runTests } from './step'

/** Vitest with its own output on screen. */
export function runVitest(args: readonly string[], env?: Record<string, string>): Promise<Outcome> {
  return runTests(
    ['node_modules/vitest/vitest.mjs', 'run', ...args, '--reporter=default', '--reporter=./server/cli/checks/vitest-reporter.ts'],
    env,
  )
}
