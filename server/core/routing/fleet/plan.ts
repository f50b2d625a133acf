// A way through a pool: for each rung of the ladder the stretches of the pool's order that belong to it, the better trusted
// ones first. Made once for a pool's members and a way, so that a decision draws positions and asks no rule twice.

import type { Way } from '../way'
import type { Pool } from './pool'

/** Stretches of a pool that are drawn from as one. */
export type Part = {
  length: number
  /** Where the first stretch begins in the pool; mostly there is no other. */
  start: number
  /** Of several stretches: positions below `upTo[i]`, and not below the one before, are at that position plus `shift[i]`. */
  upTo: number[] | null
  shift: number[]
  /** The classes in it, by index in the pool, and their hashes and sizes. */
  classes: number[]
  hashes: number[]
  sizes: number[]
}

export type RungPool = {
  candidates: number
  parts: readonly Part[]
  /** When it was last seen to hold no eligible node, and what cut them. */
  nothing: { state: number; from: number; until: number; cuts: readonly number[] } | null
}

/** Good for as long as the pool is at this version. */
export type Plan = { owner: unknown; pool: Pool; version: number; rungs: readonly RungPool[] }

/** Kept with the way, by environment and model: those of the environment asked for last at hand. */
export type Plans = { environment: string | null; byModel: Map<string, Plan>; others: Map<string, Map<string, Plan>> }

export function planIn(plans: Plans, environment: string, model: string): Plan | undefined {
  if (plans.environment === environment) return plans.byModel.get(model)
  const byModel = plans.others.get(environment)
  if (byModel === undefined) return undefined
  plans.environment = environment
  plans.byModel = byModel
  return byModel.get(model)
}

export function keepPlan({ others }: Plans, environment: string, model: string, plan: Plan): void {
  const byModel = others.get(environment) ?? new Map<string, Plan>()
  byModel.set(model, plan)
  others.set(environment, byModel)
}

/** `owner`: the index whose pool it is; another one has to make its own. */
export function planOf(owner: unknown, pool: Pool, way: Way): Plan {
  const rungs = way.ladder.map(() => (way.geo ? [emptyPart(), emptyPart(), emptyPart()] : [emptyPart()]))
  for (let i = 0; i < pool.classes.length; i++) {
    const place = pool.classes[i]!
    const rung = way.rungOf(place)
    if (rung >= 0) extend(rungs[rung]![way.geo ? place.tier : 0]!, pool, i)
  }
  return {
    owner,
    pool,
    version: pool.version,
    rungs: rungs.map((parts) => ({
      candidates: parts.reduce((sum, { length }) => sum + length, 0),
      parts: parts.filter(({ length }) => length > 0),
      nothing: null,
    })),
  }
}

const emptyPart = (): Part => ({ length: 0, start: 0, upTo: null, shift: [], classes: [], hashes: [], sizes: [] })

function extend(part: Part, pool: Pool, i: number): void {
  const start = pool.startOf(i)
  const size = pool.ends[i]! - start
  const shift = part.upTo === null ? part.start : part.shift[part.shift.length - 1]!
  part.classes.push(i)
  part.hashes.push(pool.classes[i]!.hash)
  part.sizes.push(size)
  if (part.length === 0) part.start = start
  else if (part.length + shift !== start) {
    if (part.upTo === null) {
      part.upTo = [part.length]
      part.shift = [part.start]
    }
    part.upTo.push(part.length)
    part.shift.push(start - part.length)
  }
  part.length += size
  if (part.upTo !== null) part.upTo[part.upTo.length - 1] = part.length
}

/** Where in the pool a position of the part is. */
export function placeIn({ start, upTo, shift }: Part, position: number): number {
  if (upTo === null) return start + position
  let low = 0
  let high = upTo.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (upTo[middle]! <= position) low = middle + 1
    else high = middle
  }
  return position + shift[low]!
}

export const stretchesOf = ({ upTo }: Part): number => (upTo === null ? 1 : upTo.length)

/** Where in the pool the i-th stretch begins. */
export function stretchStart({ start, upTo, shift }: Part, i: number): number {
  if (upTo === null) return start
  return (i === 0 ? 0 : upTo[i - 1]!) + shift[i]!
}

export function stretchEnd({ start, length, upTo, shift }: Part, i: number): number {
  return upTo === null ? start + length : upTo[i]! + shift[i]!
}
