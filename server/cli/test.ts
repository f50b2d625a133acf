// `npm test`: everything that must hold, in the order in which failing is cheapest, with one line of counts at the end.

import { runPlaywright } from './checks/playwright-step'
import { runOnPostgres15 } from './checks/postgres-15-step'
import { asCheck, type Counts, endCommands, runCommand, say, step } from './checks/step'
import { runVitest } from './checks/vitest-step'
import { ensureBuilt } from './supervise/build'

const minute = 60_000
const node = (...args: string[]) => runCommand(process.execPath, args, { limitMs: 5 * minute })

/** From nothing each time: neither the route types nor the compiler's memory that an earlier build left need be up to date. */
async function checkTypes(): Promise<Counts> {
  const generated = await node('node_modules/next/dist/bin/next', 'typegen')
  return asCheck(generated || (await node('node_modules/typescript/bin/tsc', '--noEmit', '--incremental', 'false')))
}

const steps: readonly [name: string, run: () => Promise<Counts>][] = [
  ['types', checkTypes],
  [
    'types of the pure core',
    async () => asCheck(await node('node_modules/typescript/bin/tsc', '--noEmit', '-p', 'server/core/tsconfig.json')),
  ],
  ['lint', async () => asCheck(await node('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'))],
  ['build', () => ensureBuilt(say).then(() => asCheck(0))],
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

const total: Counts = { passed: 0, failed: 0 }
for (const [name, run] of steps) {
  const { passed, failed } = await step(name, run)
  total.passed += passed
  total.failed += failed
}
say(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 && total.passed > 0 ? (process.exitCode ?? 0) : 1
