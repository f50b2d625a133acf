// The engine in a thread of its own, so that neither a sweep nor judging a large fleet holds up the page. Between slices
// it lets messages in: a run that nobody waits for any more stops there.

import type { GridOrigin } from '@/server/core/what-if/sweep'
import { Engine } from './engine'
import { readGrid } from './grid'
import type { Answers, FromWorker, Swept, ToWorker } from './protocol'

const sliceMs = 25
/** In place of an answer that nobody waits for. */
const stop = Symbol('stopped')
const engine = new Engine()
const stopped = new Set<number>()
let grid: Promise<readonly GridOrigin[]> | null = null

const say = (message: FromWorker) => self.postMessage(message)

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'fleet') engine.takeFleet(data.page, data.isFirst)
  else if (data.type === 'stop') stopped.add(data.id)
  else
    answer(data)
      .then((found) => found !== stop && say({ type: 'done', id: data.id, answer: found }))
      .catch((error: unknown) => say({ type: 'failed', id: data.id, message: error instanceof Error ? error.message : String(error) }))
      .finally(() => stopped.delete(data.id))
})

type Job = Exclude<ToWorker, { type: 'fleet' | 'stop' }>

async function answer(job: Job): Promise<Answers[keyof Answers] | typeof stop> {
  if (job.type === 'config') return engine.takeConfig(job.document)
  if (job.type === 'ask') return engine.ask(job.question)
  if (job.type === 'take') return engine.take(job.question)
  if (job.type === 'why') return engine.why(job.question, job.node)
  return sweep(job.id, job.question)
}

async function sweep(id: number, question: Parameters<Engine['sweep']>[0]): Promise<Swept | typeof stop> {
  grid ??= readGrid()
  const origins = await grid
  const startedAt = performance.now()
  const steps = engine.sweep(question, origins)
  if ('ok' in steps) return steps
  for (let pausedAt = performance.now(); ; ) {
    const { done, value } = steps.next()
    if (done) return { ok: true, sweep: value, tookMs: performance.now() - startedAt }
    if (performance.now() - pausedAt < sliceMs) continue
    say({ type: 'progress', id, done: value, total: origins.length })
    await turn()
    if (stopped.has(id)) return stop
    pausedAt = performance.now()
  }
}

/** Sooner than a timer, which browsers hold back to 4 ms. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => resolve()
    port2.postMessage(null)
  })
}
