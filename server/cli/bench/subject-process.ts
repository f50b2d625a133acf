import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { compile } from '../supervise/compile'
import { compiledFlags } from '../supervise/node-flags'
import { projectRoot } from '../supervise/root'
import type { Measured } from './cpu-time'
import { started } from './running'

export type SubjectProcess = {
  /** What its preparation found, e.g. how many nodes. */
  facts: Record<string, number | string>
  measure(subject: string, ms: number): Promise<Measured>
  stop(): Promise<void>
}

export type SubjectMessage =
  | { kind: 'ready'; facts: SubjectProcess['facts'] }
  | { kind: 'measured'; measured: Measured }
  | { kind: 'failed'; message: string }

/**
 * A part of the benchmark in a process of its own: its heap and its compiled code are not another part's. It works only when
 * told to, so that several can be kept ready and measured in turns.
 */
export async function startSubjects(part: string, options: Record<string, string | number> = {}): Promise<SubjectProcess> {
  const child = fork(await compile(path.join(import.meta.dirname, 'subjects.ts')), [part, JSON.stringify(options)], {
    cwd: projectRoot,
    execArgv: [...compiledFlags, '--expose-gc', '--max-old-space-size=12288'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const own = started({
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  })
  const ready = await next(child)
  return {
    facts: ready.kind === 'ready' ? ready.facts : {},
    async measure(subject, ms) {
      child.send({ subject, ms })
      const answer = await next(child)
      if (answer.kind !== 'measured') throw new Error(`${part}: no measurement of ${subject}`)
      return answer.measured
    },
    stop: own.stop,
  }
}

function next(child: ChildProcess): Promise<SubjectMessage> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown) => {
      child.off('exit', onExit)
      const answer = message as SubjectMessage
      if (answer.kind === 'failed') reject(new Error(answer.message))
      else resolve(answer)
    }
    const onExit = (code: number | null) => {
      child.off('message', onMessage)
      reject(new Error(`a benchmark process ended with code ${code}`))
    }
    child.once('message', onMessage)
    child.once('exit', onExit)
  })
}
