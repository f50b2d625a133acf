// Climbing a ladder by looking at every node: how the pick is meant, with nothing kept from one decision to the next. It is
// what serves where there is no index (a fleet made for one question, filters that are not the usual ones), and what the
// index is held against.
//
// A rung's pool are its nodes that pass what does not change by the minute, in canonical order. Unless the gate is off, the
// better trusted part of it goes first. A part of up to 8 is scored whole; of a larger one positions are drawn by the seed
// until three eligible nodes are found, or 16 positions are used up; where those held none, until 1,024 are, or as many as it
// has, unless it is small; where those held none either, it is looked through and drawn from again. A conversation's node is
// the one with the highest hash in a slice of the order that its key leads to.

import type { CompiledConfig } from '../config/compiled'
import { cellVector } from '../geo/cell-vector'
import { hash32 } from '../hash/seed'
import { type Ask, jobOf } from './ask'
import { isNode } from './candidates'
import {
  classFor,
  draws,
  isBetter,
  mostLooks,
  positionAt,
  secondDraws,
  sliceBits,
  sliceOf,
  sliceSize,
  soughtIn,
  tieOf,
  wholePool,
} from './draw'
import type { Filter, Job } from './filters'
import { type GeoClass, geoClassOf } from './geo-class'
import { rungFinder } from './ladder'
import { couldKeep, cutBy, lookAt } from './look'
import { type Climb, type Looked, passingFilters, type RungRecord } from './looked'
import type { FleetNode, NodeId } from './types'
import type { Way } from './way'

type By = { ask: Ask; geo: boolean; isConversation: boolean; origin: Float64Array | null }
type Standing = { node: FleetNode; geo: GeoClass; hash: number }

const passing: ReadonlySet<string> = new Set(passingFilters)

/** `order`: the rungs in which order to try, by index; as the ladder has them unless given. */
export function climbByScan(
  nodes: ReadonlyMap<NodeId, FleetNode>,
  ask: Ask,
  way: Way,
  filters: readonly Filter[],
  order: readonly number[] | null,
): Climb {
  const job = jobOf(ask)
  const { affinityKey, origin } = ask.request
  const from = origin.cell === null ? null : cellVector(origin.cell, new Float64Array(3))
  const by: By = { ask, geo: way.geo, isConversation: affinityKey !== null, origin: from }
  const pools = poolsOf(nodes.values(), job, way, filters)
  const asked = filters.filter(({ name }) => passing.has(name))
  const rungs: RungRecord[] = []
  let affinity: Climb['affinity'] = null
  for (const index of order ?? way.ladder.keys()) {
    const plan = way.ladder[index]!
    const picked = pickFrom(pools[index]!, job, by, asked)
    affinity ??= picked.affinity
    rungs.push({ index, plan, candidates: pools[index]!.length, cuts: picked.cuts, eligible: picked.eligible, found: picked.found })
    const pick = bestOf(picked.found, by)
    if (pick !== null) return { rungs, pick, rung: plan, fallback: index > 0, affinity: by.isConversation ? (affinity ?? 'kept') : null }
  }
  return { rungs, pick: null, rung: null, fallback: false, affinity: null }
}

function poolsOf(nodes: Iterable<FleetNode>, job: Job, { ladder }: Way, filters: readonly Filter[]): Standing[][] {
  const pools: Standing[][] = ladder.map(() => [])
  const lasting = filters.filter(({ name }) => !passing.has(name))
  const find = rungFinder(ladder, job.config)
  for (const node of nodes) {
    if (!isNode(node) || cutByLasting(node, job, lasting)) continue
    const geo = classOf(node, job.config)
    const rung = geo === null ? -1 : find(node)
    if (rung >= 0) pools[rung]!.push({ node, geo: geo!, hash: hash32(node.id) })
  }
  for (const pool of pools) pool.sort(inOrder)
  return pools
}

function classOf(node: FleetNode, config: CompiledConfig): GeoClass | null {
  try {
    return geoClassOf(node.geo, config)
  } catch {
    return null
  }
}

function cutByLasting(node: FleetNode, job: Job, lasting: readonly Filter[]): boolean {
  try {
    return !lasting.every((filter) => filter.passes(node, job) === true)
  } catch {
    return true
  }
}

function inOrder(a: Standing, b: Standing): number {
  if (a.geo.key !== b.geo.key) return a.geo.key < b.geo.key ? -1 : 1
  return a.hash - b.hash || (a.node.id < b.node.id ? -1 : 1)
}

type Picked = { cuts: number[]; eligible: number; found: Looked[]; affinity: Climb['affinity'] }

function pickFrom(pool: readonly Standing[], job: Job, by: By, asked: readonly Filter[]): Picked {
  const parts = by.geo ? [0, 1, 2].map((tier) => pool.filter(({ geo }) => geo.tier === tier)) : [pool]
  const picked: Picked = { cuts: passingFilters.map(() => 0), eligible: 0, found: [], affinity: null }
  for (const part of parts) {
    const { cuts, eligible, found, affinity } = pickFromPart(part, job, by, asked)
    picked.affinity ??= affinity
    for (const [i, n] of cuts.entries()) picked.cuts[i]! += n
    if (eligible > 0) return { ...picked, eligible, found }
  }
  return picked
}

function pickFromPart(part: readonly Standing[], job: Job, by: By, asked: readonly Filter[]): Picked {
  const { order } = by.ask
  let affinity: Climb['affinity'] = null
  if (by.isConversation && part.length > 0) {
    const slice = sliceFor(part, order)
    const own = ownOf(slice, job, by, asked)
    affinity = own === null ? null : cutBy(own.node, job, asked) < 0 ? 'kept' : 'broken'
    const looked = lookThrough(slice, job, asked)
    if (looked.eligible.length > 0 || slice.length === part.length) {
      const first = looked.eligible.sort((a, b) => byTie(a, b, order)).slice(0, draws)
      return {
        ...looked,
        eligible: looked.eligible.length,
        found: first.map(({ node, geo }) => lookAt(node, geo, by.origin, by.geo)),
        affinity,
      }
    }
  }
  const drawn = part.length <= wholePool ? lookThrough(part, job, asked) : draw(part, job, order, asked)
  return {
    cuts: drawn.cuts,
    eligible: drawn.eligible.length,
    found: drawn.sampled.map(({ node, geo }) => lookAt(node, geo, by.origin, by.geo)),
    affinity,
  }
}

type Through = { cuts: number[]; eligible: Standing[]; sampled: Standing[] }

function lookThrough(part: readonly Standing[], job: Job, asked: readonly Filter[]): Through {
  const cuts = passingFilters.map(() => 0)
  const eligible = part.filter(({ node }) => {
    const cut = cutBy(node, job, asked)
    if (cut >= 0) cuts[cut]!++
    return cut < 0
  })
  return { cuts, eligible, sampled: eligible }
}

function draw(part: readonly Standing[], job: Job, order: number, asked: readonly Filter[]): Through {
  const drawn = new Set<number>()
  const cuts = passingFilters.map(() => 0)
  const eligible: Standing[] = []
  for (let n = 0; n < soughtIn(part.length) && eligible.length < draws; n++) {
    if (n === mostLooks && eligible.length > 0) break
    const position = positionAt(order, n, part.length)
    if (drawn.has(position)) continue
    drawn.add(position)
    const cut = cutBy(part[position]!.node, job, asked)
    if (cut >= 0) cuts[cut]!++
    else eligible.push(part[position]!)
  }
  if (eligible.length > 0) return { cuts, eligible, sampled: eligible }
  const whole = lookThrough(part, job, asked)
  if (whole.eligible.length <= wholePool) return whole
  const sampled = new Set<Standing>()
  for (let n = secondDraws; sampled.size < draws; n++) sampled.add(whole.eligible[positionAt(order, n, whole.eligible.length)]!)
  return { ...whole, sampled: [...sampled] }
}

/** The nodes among which a conversation's is sought. */
function sliceFor(part: readonly Standing[], order: number): readonly Standing[] {
  if (part.length < 2 * sliceSize) return part
  const classes = new Map<string, Standing[]>()
  for (const one of part) {
    const like = classes.get(one.geo.key)
    if (like) like.push(one)
    else classes.set(one.geo.key, [one])
  }
  const all = [...classes.values()]
  const at = classFor(
    order,
    all.map(([first]) => first!.geo.hash),
    all.map(({ length }) => length),
  )
  const one = all[at]!
  const bits = sliceBits(one.length)
  const slice = sliceOf(order, one[0]!.geo.hash, bits)
  return bits === 0 ? one : one.filter(({ hash }) => hash >>> (32 - bits) === slice)
}

/** The node that the conversation would be at, were nothing amiss with any of them. */
function ownOf(slice: readonly Standing[], job: Job, by: By, asked: readonly Filter[]): Standing | null {
  const could = slice.filter(({ node }) => couldKeep(node, job, asked))
  return could.sort((a, b) => byTie(a, b, by.ask.order))[0] ?? null
}

function byTie(a: Standing, b: Standing, order: number): number {
  return tieOf(order, b.hash) - tieOf(order, a.hash) || (a.node.id < b.node.id ? -1 : 1)
}

function bestOf(found: readonly Looked[], by: By): Looked | null {
  let best: Looked | null = null
  for (const one of found) if (best === null || isBetter(one, best, by.ask.order, by.isConversation)) best = one
  return best
}
