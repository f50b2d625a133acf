// Prequal as Wydrowski et al. describe it ("Load is not what you should balance", NSDI '24), asynchronous probing: a pool of recent
// answers a client, each with requests in flight (RIF) and the latency expected at that RIF; a probe is hot where its RIF is
// above a quantile of what was seen; the coldest latency wins, else the lowest RIF. Its constants are the paper's. Two things are
// the world's: RIF is counted in shares of a node's slots, since nodes are unequal here and replicas are not there; and probes live
// for 5 s, not 1, since jobs take seconds. Unlike every other policy it asks nodes afresh, three times a job.

import type { Random } from '../../demo/random'
import type { Choice, Policy, Probe } from './policies'
import type { SimNode } from './world'

const probesPerJob = 3
const removalsPerJob = 1
const delta = 1
const hotQuantile = 2 ** -0.25
const maxPool = 16
const minPool = 2
const maxAgeMs = 5_000
const remembered = 128

type Entry = { node: SimNode; rif: number; latencyMs: number; at: number; uses: number }

export function prequal(random: Random): Policy {
  const pools = new Map<string, Pool>()
  const poolOf = (router: number, rung: string): Pool => {
    const key = `${router} ${rung}`
    let pool = pools.get(key)
    if (!pool) {
      pool = new Pool(random)
      pools.set(key, pool)
    }
    return pool
  }
  return {
    pick: (choice) => poolOf(choice.router, choice.rung).pick(choice),
    probes(choice) {
      const pool = poolOf(choice.router, choice.rung)
      pool.members = choice.members.length
      return sample(choice.members, probesPerJob, random)
    },
    onProbe: (router, rung, node, probe, at) => poolOf(router, rung).add(node, probe, at),
  }
}

class Pool {
  members = 0
  readonly #random: Random
  /** Oldest first. */
  #entries: Entry[] = []
  readonly #seen: number[] = []
  #removesOldest = true

  constructor(random: Random) {
    this.#random = random
  }

  add(node: SimNode, { rif, latencyMs }: Probe, at: number): void {
    const share = rif / node.slots
    this.#seen.push(share)
    if (this.#seen.length > remembered) this.#seen.shift()
    this.#entries.push({ node, rif: share, latencyMs, at, uses: this.#uses() })
    if (this.#entries.length > this.#size()) this.#entries.shift()
  }

  pick(choice: Choice): SimNode {
    this.#entries = this.#entries.filter(({ at }) => choice.at - at <= maxAgeMs)
    const eligible = new Set(choice.eligible)
    const usable = this.#entries.filter(({ node, rif }) => !choice.isTried(node) && (eligible.has(node) || rif < 1))
    const chosen = usable.length < minPool ? null : this.#coldest(usable)
    if (chosen) {
      chosen.rif += 1 / chosen.node.slots
      if (--chosen.uses <= 0) this.#drop(chosen)
    }
    for (let n = 0; n < removalsPerJob; n++) this.#remove()
    return chosen?.node ?? this.#random.pick(choice.eligible)
  }

  /** Smaller pools of few nodes: the paper's bound on reuse supposes that a pool is a part of them. */
  #size(): number {
    return Math.max(minPool, Math.min(maxPool, Math.floor(this.members / 2)))
  }

  /** How often a probe may be used before it is spent; fractions by chance. */
  #uses(): number {
    const rate = (1 - this.#size() / Math.max(1, this.members)) * probesPerJob - removalsPerJob
    if (rate <= 0) return Number.POSITIVE_INFINITY
    const budget = Math.max(1, (1 + delta) / rate)
    return Math.floor(budget) + (this.#random.next() < budget % 1 ? 1 : 0)
  }

  #coldest(entries: readonly Entry[]): Entry {
    const isHot = this.#hotRule()
    const cold = entries.filter((entry) => !isHot(entry))
    return cold.length > 0 ? leastBy(cold, ({ latencyMs }) => latencyMs) : leastBy(entries, ({ rif }) => rif)
  }

  #hotRule(): (entry: Entry) => boolean {
    const sorted = [...this.#seen].sort((a, b) => a - b)
    const threshold = sorted[Math.floor(hotQuantile * (sorted.length - 1))] ?? Number.POSITIVE_INFINITY
    return ({ rif }) => rif > threshold
  }

  /** In turns the oldest and the worst: the fullest hot one, else the slowest cold one. */
  #remove(): void {
    if (this.#entries.length <= minPool) return
    if (this.#removesOldest) this.#entries.shift()
    else {
      const hot = this.#entries.filter(this.#hotRule())
      this.#drop(hot.length > 0 ? leastBy(hot, ({ rif }) => -rif) : leastBy(this.#entries, ({ latencyMs }) => -latencyMs))
    }
    this.#removesOldest = !this.#removesOldest
  }

  #drop(entry: Entry): void {
    this.#entries = this.#entries.filter((other) => other !== entry)
  }
}

function leastBy(entries: readonly Entry[], cost: (entry: Entry) => number): Entry {
  return entries.reduce((best, entry) => (cost(entry) < cost(best) ? entry : best))
}

function sample(nodes: readonly SimNode[], count: number, random: Random): SimNode[] {
  const found = new Set<SimNode>()
  for (let left = Math.min(count, nodes.length); found.size < left; ) found.add(random.pick(nodes))
  return [...found]
}
