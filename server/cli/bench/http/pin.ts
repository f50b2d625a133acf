import { execFileSync, spawnSync } from 'node:child_process'
import os from 'node:os'

/** One core for the server that is measured, the others for whoever asks it, where the system can hold processes to cores. */
export const canPin = os.availableParallelism() > 1 && spawnSync('taskset', ['-V'], { stdio: 'ignore' }).status === 0

const cores = { server: '0', others: os.availableParallelism() > 2 ? `1-${os.availableParallelism() - 1}` : '1' } as const

export function pinned(where: keyof typeof cores, command: string, args: readonly string[]): [command: string, args: string[]] {
  return canPin ? ['taskset', ['-c', cores[where], command, ...args]] : [command, [...args]]
}

/** A process that already runs; what it starts later inherits it. */
export function pinRunning(where: keyof typeof cores, pid: number): void {
  if (canPin) execFileSync('taskset', ['-a', '-c', '-p', cores[where], String(pid)], { stdio: 'ignore' })
}
