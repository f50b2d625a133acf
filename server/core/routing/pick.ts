// One node out of a rung's pool, at constant cost: of a large pool four are drawn by the seed and the best of them is
// taken (power of d choices); a small pool is scored whole. Equals go by the seed's hash of their ids, so they share
// evenly. With an affinity key the highest hash of key and node wins instead, so that a conversation stays where it is
// while that node is eligible, and few others move when nodes come and go.

import type { LngLat } from '../geo/place'
import { compareHash, type Hash64, hashInts, hashText, hashToIndex } from '../hash/seed'
import type { EligiblePool } from './candidates'
import { sampleOf, trustTier } from './score'
import type { FleetNode, SampledCandidate } from './types'

export const wholePool = 16
export const draws = 4

export type PickBy = {
  /** False while the gate keeps geo-routing from being applied: neither zone, distance nor trust orders. */
  geo: boolean
  seed: string
  origin: LngLat | null
  affinityKey: string | null
}

/** The candidates looked at, best first: the first is the pick. Empty only for an empty pool. */
export function pickFrom(pool: EligiblePool, by: PickBy): readonly SampledCandidate[] {
  const nodes = by.geo ? bestTier(pool) : pool
  const looked = by.affinityKey === null ? draw(nodes, hashText(by.seed)) : highest(nodes, by.affinityKey)
  return rank(
    looked.map((node) => sampleOf(node, by.geo, by.origin)),
    by,
  )
}

/** The order of candidates as a function of their packed state alone: what a replay runs. */
export function rank(
  sampled: readonly SampledCandidate[],
  { seed, affinityKey }: Pick<PickBy, 'seed' | 'affinityKey'>,
): readonly SampledCandidate[] {
  if (sampled.length < 2) return sampled
  const order = hashText(affinityKey ?? seed)
  const keyed = sampled.map((one) => ({ one, hash: hashText(one.id, order) }))
  const byHash = (a: { hash: Hash64 }, b: { hash: Hash64 }) => compareHash(b.hash, a.hash)
  keyed.sort(affinityKey === null ? (a, b) => a.one.score - b.one.score || byHash(a, b) : byHash)
  return keyed.map(({ one }) => one)
}

/** Of any nodes the one that an affinity key belongs to. */
export function affineNode(nodes: readonly FleetNode[], affinityKey: string): FleetNode | null {
  return highest(nodes, affinityKey)[0] ?? null
}

function bestTier(pool: readonly FleetNode[]): readonly FleetNode[] {
  const tiers: [FleetNode[], FleetNode[], FleetNode[]] = [[], [], []]
  for (const node of pool) tiers[trustTier(node)].push(node)
  return tiers.find((tier) => tier.length > 0) ?? pool
}

function draw(nodes: readonly FleetNode[], seed: Hash64): readonly FleetNode[] {
  if (nodes.length <= wholePool) return nodes
  const drawn = new Set<number>()
  for (let n = 0; drawn.size < draws; n++) drawn.add(hashToIndex(hashInts(seed, n), nodes.length))
  return [...drawn].map((index) => nodes[index]!)
}

/** The few with the highest hash of key and id, highest first. */
function highest(nodes: readonly FleetNode[], affinityKey: string): readonly FleetNode[] {
  const key = hashText(affinityKey)
  const best: { node: FleetNode; hash: Hash64 }[] = []
  for (const node of nodes) {
    const hash = hashText(node.id, key)
    let at = best.length
    while (at > 0 && compareHash(hash, best[at - 1]!.hash) > 0) at--
    if (at < draws) {
      best.splice(at, 0, { node, hash })
      if (best.length > draws) best.pop()
    }
  }
  return best.map(({ node }) => node)
}
