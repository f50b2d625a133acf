import { parentPort } from 'node:worker_threads'
import type { Config } from '@/server/core/config/schema'
import { type Answers, type Ask, answerAsk, type Base } from './ask'

/** `config`: the revision, where it is another one than that of the job before. */
export type Job = { id: number; ask: Ask; revision: number; config: Config | null }
export type Result = { id: number } & ({ answer: Answers[Ask['what']] } | { error: string })

let base: Base | null = null
const send = (result: Result) => parentPort?.postMessage(result)

parentPort?.on('message', ({ id, ask, revision, config }: Job) => {
  try {
    if (config !== null) base = { revision, config }
    send({ id, answer: answerAsk(ask, base!) })
  } catch (error) {
    send({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
