import { spawn } from 'node:child_process'
import { compile } from '../../supervise/compile'
import { compiledFlags, nodeFlags } from '../../supervise/node-flags'
import { projectRoot } from '../../supervise/root'
import { started } from '../running'
import { pinned } from './pin'

export type ServerProcess = {
  pid: number
  hasEnded(): boolean
  stop(): Promise<void>
  /** With no chance to put anything in order. */
  kill(): Promise<void>
}

const patienceMs = 8_000

/** A server that is measured, on its own core. What it says goes to stderr only when it ends by itself. */
export function startServer(command: string, args: readonly string[], env: Record<string, string> = {}): ServerProcess {
  const [program, rest] = pinned('server', command, args)
  const child = spawn(program, rest, { cwd: projectRoot, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  let said = ''
  let isStopping = false
  let hasEnded = false
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000)
    })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      hasEnded = true
      if (!isStopping) process.stderr.write(`bench: ${args.at(-1)} ended with code ${code}\n${said}\n`)
      resolve()
    })
    child.once('error', () => {
      hasEnded = true
      resolve()
    })
  })
  return started({
    // taskset becomes the program that it starts: the id stays.
    pid: child.pid ?? 0,
    hasEnded: () => hasEnded,
    async kill() {
      isStopping = true
      child.kill('SIGKILL')
      await ended
    },
    async stop() {
      isStopping = true
      child.kill('SIGTERM')
      const impatience = setTimeout(() => child.kill('SIGKILL'), patienceMs)
      await ended
      clearTimeout(impatience)
    },
  })
}

export const nodeArgs = (script: string, ...args: string[]): string[] => [...nodeFlags, script, ...args]

/** As the product runs what has to be fast. */
export const compiledArgs = async (script: string, ...args: string[]): Promise<string[]> => [
  ...compiledFlags,
  await compile(script),
  ...args,
]
