import { type ChildProcess, spawn } from 'node:child_process'
import { identify, type ProcessIdentity } from '@/server/platform/process-identity'
import { projectRoot } from './root'

const firstWaitMs = 500
const longestWaitMs = 30_000
const steadyAfterMs = 60_000

export type ChildOptions = {
  name: string
  /** Node's flags and a program, from the project's folder. */
  args: readonly string[]
  env: Record<string, string>
  say: (line: string) => void
  /** The set of processes changed. */
  onSpawn?: () => void
  waitMs?: number
}

export type SupervisedChild = {
  name: string
  identity(): ProcessIdentity | null
  /** How often it has ended by itself. */
  deaths(): number
  stop(patienceMs: number): Promise<void>
}

/** Runs a script as a child and starts it again, with growing pauses, whenever it ends by itself. It ends with us: its IPC channel closes. */
export function superviseChild({ name, args, env, say, onSpawn, waitMs: initialWaitMs = firstWaitMs }: ChildOptions): SupervisedChild {
  let child: ChildProcess | null = null
  let timer: NodeJS.Timeout | null = null
  let isStopping = false
  let deaths = 0
  let waitMs = initialWaitMs

  function start(): void {
    timer = null
    const startedAt = Date.now()
    const own = spawn(process.execPath, args, {
      cwd: projectRoot,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child = own
    own.on('error', (error) => say(`${name} cannot be run: ${error.message}`))
    own.on('exit', (code, signal) => {
      child = null
      if (isStopping) return
      deaths++
      if (Date.now() - startedAt > steadyAfterMs) waitMs = initialWaitMs
      say(`${name} ended (${signal ?? `code ${code}`}); starting it again in ${waitMs / 1000} s`)
      timer = setTimeout(start, waitMs)
      waitMs = Math.min(longestWaitMs, waitMs * 2)
    })
    onSpawn?.()
  }

  start()
  return {
    name,
    identity: () => (child?.pid ? identify(child.pid) : null),
    deaths: () => deaths,
    async stop(patienceMs) {
      isStopping = true
      if (timer) clearTimeout(timer)
      const own = child
      if (!own) return
      const ended = new Promise<void>((resolve) => own.once('exit', () => resolve()))
      own.kill('SIGTERM')
      const impatience = setTimeout(() => {
        say(`${name} did not end within ${patienceMs / 1000} s and is killed`)
        own.kill('SIGKILL')
      }, patienceMs)
      await ended
      clearTimeout(impatience)
    },
  }
}
