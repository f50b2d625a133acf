import type { Reporter, SerializedError, TestModule } from 'vitest/node'
import { failureOf, leaveOutcome } from './outcome'

/** Leaves what came of a run: failed tests, files and groups whose set-up or tear-down failed, and errors outside of any test. */
export default class OutcomeReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const failures: string[] = []
    const add = (name: string, errors: readonly { message: string; stack?: string }[]) => {
      if (errors.length > 0) failures.push(failureOf(name, errors[0]!.stack ?? errors[0]!.message))
    }
    let passed = 0
    for (const module of modules) {
      add(module.relativeModuleId, module.errors())
      for (const suite of module.children.allSuites()) add(`${module.relativeModuleId} > ${suite.fullName}`, suite.errors())
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result()
        if (state === 'passed') passed++
        if (state === 'failed') add(`${module.relativeModuleId} > ${test.fullName}`, errors)
      }
    }
    for (const error of unhandled) add('outside of any test', [error])
    leaveOutcome({ passed, failures })
  }
}
