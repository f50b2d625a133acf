import { parentPort } from 'node:worker_threads'
import type { Config } from '@/server/core/config/schema'
import { type Answers, type Ask, answerAsk, type Base } from './ask'

/** Documents come as JSON: to copy one value by value takes three times as long. `config`: the revision, where it is another one than that of the job before. */
export type Job = { id: number; ask: Ask & { submitted: string }; revision: number; config: string | null }
export type Result = { id: number } & ({ answer: Answers[Ask['what']] } | { error: string })

let base: Base | null = null
const send = (result: Result) => parentPort?.postMessage(result)

parentPort?.on('message', ({ id, ask, revision, config }: Job) => {
  try {
    if (config !== null) base = { revision, config: JSON.parse(config) as Config }
    send({ id, answer: answerAsk({ ...ask, submitted: JSON.parse(ask.submitted) }, base!) })
  } catch (error) {
    send({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
