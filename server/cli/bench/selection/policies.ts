// The ways of picking that are compared. Each gets the nodes of a rung that pass every filter by what the router knows, the free slot
// among them, and answers with one of them.

import { hash32 } from '@/server/core/hash/seed'
import { compareCandidates, draws, positionAt, wholePool } from '@/server/core/routing/draw'
import { scaleOf, scoreOf, type Weights, weights } from '@/server/core/routing/score'
import type { SampledCandidate } from '@/server/core/routing/types'
import type { Random } from '../../demo/random'
import type { SimNode } from './world'

export type Choice = {
  router: number
  /** Names the job and attempt. */
  seed: string
  /** Never empty. */
  eligible: readonly SimNode[]
  /** All nodes of the rung. */
  members: readonly SimNode[]
  rung: string
  at: number
  random: Random
  load(node: SimNode): number
  km(node: SimNode): number
  failureRate(node: SimNode): number
  isTried(node: SimNode): boolean
}

export type Probe = { rif: number; latencyMs: number }

export type Policy = {
  pick(choice: Choice): SimNode
  /** Nodes to probe at this arrival; the answers come back a round trip later. */
  probes?(choice: Choice): readonly SimNode[]
  onProbe?(router: number, rung: string, node: SimNode, probe: Probe, at: number): void
}

export const random: Policy = { pick: ({ eligible, random }) => random.pick(eligible) }

export function roundRobin(): Policy {
  const turns = new Map<string, number>()
  return {
    pick({ router, rung, eligible }) {
      const key = `${router} ${rung}`
      const last = turns.get(key) ?? -1
      const next = eligible.find(({ index }) => index > last) ?? eligible[0]!
      turns.set(key, next.index)
      return next
    },
  }
}

export const leastLoaded: Policy = { pick: (choice) => least(choice, choice.eligible, choice.load) }
export const nearest: Policy = { pick: (choice) => least(choice, choice.eligible, choice.km) }
export const powerOfTwo: Policy = {
  pick: (choice) => least(choice, [choice.random.pick(choice.eligible), choice.random.pick(choice.eligible)], choice.load),
}

/** `jobs`: how many more than now a node's load is taken with. */
type OwnSettings = { by?: Weights; d?: number; whole?: number; jobs?: 0 | 1 }

/** The product's own: its draw, its score, its order; with other settings only to compare. */
export function own({ by = weights, d = draws, whole = wholePool, jobs = 1 }: OwnSettings = {}): Policy {
  const scale = scaleOf(by)
  return {
    pick({ eligible, seed, load, km, failureRate }) {
      const order = hash32(seed)
      const packed = drawn(eligible, order, d, whole).map((node): SampledCandidate & { hash: number } => {
        const known = {
          id: String(node.index),
          zone: node.zone,
          country: null,
          free: Math.max(0, node.slots - load(node) * node.slots) + 1 - jobs,
          slots: node.slots,
          distanceKm: Math.round(km(node) * 10) / 10,
          trust: 'consistent',
          failureRate: Math.round(failureRate(node) * 1000) / 1000,
        }
        return { ...known, score: scoreOf(known, true, scale), hash: hash32(known.id) }
      })
      const best = Number(packed.sort(compareCandidates(order, false))[0]!.id)
      return eligible.find(({ index }) => index === best)!
    },
  }
}

function drawn(nodes: readonly SimNode[], order: number, d: number, whole: number): readonly SimNode[] {
  if (nodes.length <= Math.max(whole, d)) return nodes
  const found = new Set<number>()
  for (let n = 0; found.size < d; n++) found.add(positionAt(order, n, nodes.length))
  return [...found].map((index) => nodes[index]!)
}

/** Equals at random. */
function least({ random }: Choice, nodes: readonly SimNode[], cost: (node: SimNode) => number): SimNode {
  let best = nodes[0]!
  let bestCost = Number.POSITIVE_INFINITY
  let equals = 0
  for (const node of nodes) {
    const own = cost(node)
    if (own > bestCost) continue
    equals = own < bestCost ? 1 : equals + 1
    if (own < bestCost || random.next() * equals < 1) best = node
    bestCost = own
  }
  return best
}
