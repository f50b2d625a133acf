import { type ChildProcess, spawn } from 'node:child_process'
import { projectRoot } from '../supervise/root'

export type Counts = { passed: number; failed: number }

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

/** Passes a signal on to whatever runs. */
export function endCommands(signal: NodeJS.Signals): void {
  for (const child of running) child.kill(signal)
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** One step of the run: announced, timed, and counted as a failure when it throws. */
export async function step(name: string, run: () => Promise<Counts>): Promise<Counts> {
  say(`\n▸ ${name}`)
  const startedAt = Date.now()
  const counts = await run().catch((error: unknown): Counts => {
    say(error instanceof Error ? error.message : String(error))
    return { passed: 0, failed: 1 }
  })
  say(
    `${counts.failed === 0 ? '✓' : '✗'} ${name}: ${counts.passed} passed, ${counts.failed} failed (${Math.round((Date.now() - startedAt) / 1000)} s)`,
  )
  return counts
}

/** A check that either holds or not counts as one test. */
export function asCheck(code: number): Counts {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}
