import type { FullConfig, Reporter, Suite, TestError } from '@playwright/test/reporter'
import { failureOf, leaveOutcome } from './outcome'

/** Leaves what came of a run. A flaky test is a failed one; so is an error outside of any test. */
export default class OutcomeReporter implements Reporter {
  private root: Suite | undefined
  private readonly outside: TestError[] = []

  onBegin(_: FullConfig, root: Suite): void {
    this.root = root
  }

  onError(error: TestError): void {
    this.outside.push(error)
  }

  onEnd(): void {
    const tests = this.root?.allTests() ?? []
    const failed = tests.filter((test) => test.outcome() === 'unexpected' || test.outcome() === 'flaky')
    leaveOutcome({
      passed: tests.filter((test) => test.outcome() === 'expected').length,
      failures: [
        ...failed.map((test) =>
          failureOf(test.titlePath().filter(Boolean).join(' > '), test.results.find(({ error }) => error)?.error?.message),
        ),
        ...this.outside.map(({ message }) => failureOf('outside of any test', message)),
      ],
    })
  }
}
