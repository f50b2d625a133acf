import type { FleetPage } from '@/server/control/services/simulator/schemas'
import type { Answers, Document, FromWorker, Question, ToWorker } from './protocol'

type Waiting = { resolve: (answer: never) => void; reject: (error: Error) => void; onProgress?: ((share: number) => void) | undefined }

/** The page's end of the worker: questions as promises, which end unanswered when their signal stops them. */
export class EngineLink {
  private readonly worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'simulator' })
  private readonly waiting = new Map<number, Waiting>()
  private lastId = 0

  constructor() {
    this.worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      const one = this.waiting.get(data.id)
      if (!one) return
      if (data.type === 'progress') return one.onProgress?.(data.done / data.total)
      this.waiting.delete(data.id)
      if (data.type === 'failed') one.reject(new Error(data.message))
      else one.resolve(data.answer as never)
    })
    this.worker.addEventListener('error', () => this.failAll(new Error('The simulator stopped. Reload the page.')))
  }

  takeFleet(page: FleetPage, isFirst: boolean): void {
    this.say({ type: 'fleet', page, isFirst })
  }

  takeConfig(document: Document): Promise<Answers['config']> {
    return this.send((id) => ({ type: 'config', id, document }))
  }

  ask(question: Question): Promise<Answers['ask']> {
    return this.send((id) => ({ type: 'ask', id, question }))
  }

  take(question: Question): Promise<Answers['take']> {
    return this.send((id) => ({ type: 'take', id, question }))
  }

  why(question: Question, node: string): Promise<Answers['why']> {
    return this.send((id) => ({ type: 'why', id, question, node }))
  }

  sweep(question: Question, signal: AbortSignal, onProgress: (share: number) => void): Promise<Answers['sweep']> {
    return this.send((id) => ({ type: 'sweep', id, question }), signal, onProgress)
  }

  end(): void {
    this.worker.terminate()
    this.failAll(new Error('The simulator was closed.'))
  }

  private send<T>(message: (id: number) => ToWorker, signal?: AbortSignal, onProgress?: (share: number) => void): Promise<T> {
    const id = ++this.lastId
    return new Promise<T>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      this.waiting.set(id, { resolve, reject, onProgress })
      signal?.addEventListener('abort', () => {
        if (!this.waiting.delete(id)) return
        this.say({ type: 'stop', id })
        reject(signal.reason)
      })
      this.say(message(id))
    })
  }

  private say(message: ToWorker): void {
    this.worker.postMessage(message)
  }

  private failAll(error: Error): void {
    for (const one of this.waiting.values()) one.reject(error)
    this.waiting.clear()
  }
}
