// Looks at submitted configurations. A small one takes a few milliseconds and is looked at where it is; a large one goes to a
// worker, so that the process answers others meanwhile. The worker is started when the first large one comes.

import { Worker } from 'node:worker_threads'
import { type Answers, type Ask, answerAsk, type Base } from './ask'
import type { Job, Result } from './examiner.worker'
import { isLarge } from './is-large'

export type Examiner = {
  ask<A extends Ask>(ask: A, base: Base): Promise<Answers[A['what']]>
  stop(): Promise<void>
}

type Waiting = { resolve(answer: never): void; reject(error: Error): void }

export function createExaminer(): Examiner {
  let worker: Worker | null = null
  /** The revision that the worker has. */
  let known: number | null = null
  let last = 0
  const waiting = new Map<number, Waiting>()

  function start(): Worker {
    const own = new Worker(new URL('./examiner.worker.mjs', import.meta.url))
    own.unref()
    own.on('message', ({ id, ...result }: Result) => {
      const asker = waiting.get(id)
      waiting.delete(id)
      if ('error' in result) asker?.reject(new Error(result.error))
      else asker?.resolve(result.answer as never)
    })
    const lost = (error: Error) => {
      if (worker !== own) return
      worker = null
      known = null
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    }
    own.on('error', lost)
    own.on('exit', (code) => lost(new Error(`the worker that looks at configurations ended with code ${code}`)))
    return own
  }

  return {
    async ask<A extends Ask>(ask: A, base: Base) {
      if (!isLarge(ask.submitted) && !isLarge(base.config)) return answerAsk(ask, base) as Answers[A['what']]
      worker ??= start()
      const id = ++last
      const submitted = JSON.stringify(ask.submitted) ?? 'null'
      const config = known === base.revision ? null : JSON.stringify(base.config)
      worker.postMessage({ id, ask: { ...ask, submitted }, revision: base.revision, config } satisfies Job)
      known = base.revision
      return new Promise<Answers[A['what']]>((resolve, reject) => waiting.set(id, { resolve, reject }))
    },
    async stop() {
      await worker?.terminate()
    },
  }
}
