import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { projectRoot } from '../supervise/root'

export type Machine = ReturnType<typeof describeMachine>

/** What the figures were taken on. */
export function describeMachine() {
  const manifest = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as { version: string }
  return {
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown CPU',
    cores: os.availableParallelism(),
    memoryGiB: Math.round(os.totalmem() / 1024 ** 3),
    os: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.versions.node,
    v8: process.versions.v8,
    version: manifest.version,
    haproxy: versionOf('haproxy', ['-v']),
    wrk: versionOf('wrk', ['-v']),
    gdnsd: versionOf('gdnsd', ['-h']),
    load: Number((os.loadavg()[0] ?? 0).toFixed(2)),
    at: new Date().toISOString(),
  }
}

/** The first number with dots in what a program says of itself; null where there is no such program. */
function versionOf(program: string, args: string[]): string | null {
  try {
    return firstVersion(execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }))
  } catch (error) {
    // wrk and gdnsd say their version and exit as if it were a mistake.
    const { code, stdout, stderr } = error as NodeJS.ErrnoException & { stdout?: string; stderr?: string }
    return code === 'ENOENT' ? null : firstVersion(`${stdout ?? ''}${stderr ?? ''}`)
  }
}

const firstVersion = (text: string): string => /\d+(\.\d+)+/.exec(text)?.[0] ?? 'unknown'
