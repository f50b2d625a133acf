import type { Probe } from './policies'
import type { SimNode } from './world'

export type Running = { work: number; fails: boolean; done(startedAt: number, endedAt: number): void }

const rememberedLatencies = 40

/** A node at work: as many jobs at once as it has slots, the rest in line. */
export class NodeState {
  readonly node: SimNode
  busyMs = 0
  #running = 0
  readonly #line: { job: Running; rif: number; at: number }[] = []
  /** Latencies lately seen, each with the requests in flight that its job met on arrival. */
  readonly #latencies: { rif: number; ms: number }[] = []

  constructor(node: SimNode) {
    this.node = node
  }

  get rif(): number {
    return this.#running + this.#line.length
  }

  /** `end` is called with the time at which the job that now starts will be over. */
  arrive(job: Running, at: number, end: (at: number) => void): void {
    this.#line.push({ job, rif: this.rif, at })
    this.#start(at, end)
  }

  leave(at: number, end: (at: number) => void): void {
    this.#running--
    this.#start(at, end)
  }

  probe(): Probe {
    const nearest = Math.min(...this.#latencies.map(({ rif }) => Math.abs(rif - this.rif)))
    const alike = this.#latencies.filter(({ rif }) => Math.abs(rif - this.rif) === nearest).map(({ ms }) => ms)
    alike.sort((a, b) => a - b)
    return { rif: this.rif, latencyMs: alike[alike.length >> 1] ?? 0 }
  }

  #start(at: number, end: (at: number) => void): void {
    if (this.#running >= this.node.slots) return
    const next = this.#line.shift()
    if (!next) return
    this.#running++
    const endsAt = at + (1000 * next.job.work) / this.node.speed
    this.busyMs += endsAt - at
    this.#latencies.push({ rif: next.rif, ms: endsAt - next.at })
    if (this.#latencies.length > rememberedLatencies) this.#latencies.shift()
    next.job.done(at, endsAt)
    end(endsAt)
  }
}
