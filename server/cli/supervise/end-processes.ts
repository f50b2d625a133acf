import { setTimeout as sleep } from 'node:timers/promises'
import { isRunning, type ProcessIdentity } from '@/server/platform/process-identity'

/** Asks them to end, and after `patienceMs` ends them. Resolves when none runs. */
export async function endProcesses(processes: readonly ProcessIdentity[], patienceMs: number): Promise<void> {
  for (const [signal, waitMs] of [
    ['SIGTERM', patienceMs],
    ['SIGKILL', 2_000],
  ] as const) {
    for (const each of processes.filter(isRunning)) send(each.pid, signal)
    for (const until = Date.now() + waitMs; Date.now() < until && processes.some(isRunning); ) await sleep(25)
    if (!processes.some(isRunning)) return
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
