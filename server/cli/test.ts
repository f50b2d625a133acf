// `npm test`: everything that must hold, in the order in which failing is cheapest, with one line of counts at the end.

import { type Outcome, outcomeOfCheck } from './checks/outcome'
import { runPlaywright } from './checks/playwright-step'
import { runOnPostgres15 } from './checks/postgres-15-step'
import { endCommands, runCommand, say, step } from './checks/step'
import { runVitest } from './checks/vitest-step'
import { ensureBuilt } from './supervise/build'

const minute = 60_000
const node = (...args: string[]) => runCommand(process.execPath, args, { limitMs: 5 * minute })

/** From nothing each time: neither the route types nor the compiler's memory that an earlier build left need be up to date. */
async function checkTypes(): Promise<number> {
  const generated = await node('node_modules/next/dist/bin/next', 'typegen')
  return generated || node('node_modules/typescript/bin/tsc', '--noEmit', '--incremental', 'false')
}

const check = (name: string, run: () => Promise<number>) => [name, async () => outcomeOfCheck(name, await run())] as const

const steps: readonly (readonly [name: string, run: () => Promise<Outcome>])[] = [
  check('types', checkTypes),
  check('types of the pure core', () => node('node_modules/typescript/bin/tsc', '--noEmit', '-p', 'server/core/tsconfig.json')),
  check('lint', () => node('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.')),
  check('build', () => ensureBuilt(say).then(() => 0)),
  ['unit, law and service tests', () => runVitest([])],
  ['service tests on PostgreSQL 15', runOnPostgres15],
  ['browser tests', runPlaywright],
]

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    endCommands(signal)
    process.exitCode = 1
    setTimeout(() => process.exit(1), 20_000).unref()
  })
}

let passed = 0
const failures: string[] = []
for (const [name, run] of steps) {
  const outcome = await step(name, run)
  passed += outcome.passed
  failures.push(...outcome.failures.map((failure) => `✗ ${name} > ${failure}`))
}
if (failures.length > 0) say(`\n${failures.join('\n')}`)
say(`\n${passed} passed, ${failures.length} failed`)
process.exitCode = failures.length === 0 && passed > 0 ? (process.exitCode ?? 0) : 1
