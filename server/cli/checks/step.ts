import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { projectRoot } from '../supervise/root'
import { failureOf, type Outcome, outcomeFileVariable, takeOutcome } from './outcome'

const running = new Set<ChildProcess>()

/** Runs a command with its output shown. The exit code; 124 when it took longer than `limitMs` and was ended. */
export function runCommand(
  command: string,
  args: readonly string[],
  { env = {}, limitMs }: { env?: Record<string, string>; limitMs: number },
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: projectRoot, env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit'] })
    running.add(child)
    let tookTooLong = false
    const limit = setTimeout(() => {
      tookTooLong = true
      say(`✗ ended after ${limitMs / 60_000} minutes`)
      child.kill('SIGTERM')
      // Playwright itself gives the product twenty seconds to stop.
      setTimeout(() => child.kill('SIGKILL'), 45_000).unref()
    }, limitMs)
    const finish = (code: number) => {
      clearTimeout(limit)
      running.delete(child)
      resolve(tookTooLong ? 124 : code)
    }
    child.on('error', (error) => {
      say(`✗ ${command}: ${error.message}`)
      finish(127)
    })
    child.on('close', (code) => finish(code ?? 1))
  })
}

/** Runs a test runner, shown as it goes, whose reporter leaves an outcome. */
export async function runTests(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), 'geo-outcome-'))
  const file = path.join(folder, 'outcome.json')
  try {
    const code = await runCommand(process.execPath, args, { env: { ...env, [outcomeFileVariable]: file }, limitMs: 30 * 60_000 })
    return takeOutcome(file, code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Passes a signal on to whatever runs. */
export function endCommands(signal: NodeJS.Signals): void {
  for (const child of running) child.kill(signal)
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** One step of the run: announced, timed, and counted as a failure when it throws. */
export async function step(name: string, run: () => Promise<Outcome>): Promise<Outcome> {
  say(`\n▸ ${name}`)
  const startedAt = Date.now()
  const outcome = await run().catch((error: unknown): Outcome => {
    const reason = error instanceof Error ? error.message : String(error)
    say(reason)
    return { passed: 0, failures: [failureOf(name, reason)] }
  })
  const { passed, failures } = outcome
  say(
    `${failures.length === 0 ? '✓' : '✗'} ${name}: ${passed} passed, ${failures.length} failed (${Math.round((Date.now() - startedAt) / 1000)} s)`,
  )
  return outcome
}
