// What stood in a refused job's way, added up node by node: per rung how many each filter cut first, and the registered
// nodes that come nearest, counted by the one thing they lack. Nodes that could never serve it are named only when none could.

import type { ZoneCode } from '../geo/place'
import { type Failings, failing, firstOf, lasting } from './failings'
import { filters } from './filters'
import type { FilterName, Miss } from './types'

export type Count = { candidates: number; cut: Partial<Record<FilterName, number>>; eligible: number }

export type Lack = {
  /** By the ladder's rungs. */
  readonly counts: readonly Count[]
  readonly misses: readonly Miss[]
  /** Registered nodes that fit environment, model, hardware and boundary. */
  readonly fitting: number
}

/** What can be had soonest comes first. */
const order: readonly Miss['kind'][] = [
  'capacity',
  'budget',
  'fallback',
  'trust',
  'liveness',
  'drained',
  'tried',
  'subcloud',
  'ban',
  'boundary',
  'hardware',
  'model',
  'environment',
]

/** Beside the filters' own indices. */
const fallbackAdjacent = filters.length
const fallbackGlobal = filters.length + 1
const kinds = filters.length + 2
const drained = firstOf(failing('drained'))

export class LackTally {
  private readonly first: Int32Array
  private readonly zones: ZoneCode[] = []
  private readonly now = new Nearest(this.zones)
  private readonly later = new Nearest(this.zones)
  private readonly never = new Nearest(this.zones)
  private fitting = 0

  constructor(private readonly rungs: number) {
    this.first = new Int32Array(rungs * (filters.length + 1))
  }

  /** The number that `add` takes for a zone. */
  numberOf(zone: ZoneCode | null): number {
    if (zone === null) return -1
    const known = this.zones.indexOf(zone)
    return known < 0 ? this.zones.push(zone) - 1 : known
  }

  /**
   * `rung`: the one that holds it, or below 0. `isAdjacent`: `fallback: adjacent` would reach it. `ejectedForS`: null where it is not set
   * aside for failing, or not for that alone. `count`: so many alike; below 0 they are taken back.
   */
  add(failings: Failings, rung: number, isAdjacent: boolean, zone: number, ejectedForS: number | null, count = 1): void {
    const first = firstOf(failings)
    if (rung >= 0) this.first[rung * (filters.length + 1) + first]! += count
    const never = failings & lasting
    if (never !== 0) {
      if ((never & (never - 1)) === 0) this.never.add(firstOf(never), zone, null, count)
      return
    }
    this.fitting += count
    if (failings === 0) {
      if (rung < 0) this.now.add(isAdjacent ? fallbackAdjacent : fallbackGlobal, zone, null, count)
    } else if ((failings & (failings - 1)) === 0 && rung >= 0) this.now.add(first, zone, ejectedForS, count)
    else this.later.add(first, zone, ejectedForS, count)
  }

  lack(): Lack {
    const nearest = this.fitting === 0 ? this.never : this.now.isEmpty ? this.later : this.now
    return { counts: this.counts(), misses: nearest.misses(), fitting: this.fitting }
  }

  counts(): Count[] {
    return Array.from({ length: this.rungs }, (_, rung) => {
      const row = this.first.subarray(rung * (filters.length + 1), (rung + 1) * (filters.length + 1))
      const cut: Count['cut'] = {}
      for (const [i, { name }] of filters.entries()) if (row[i]! > 0) cut[name] = row[i]!
      return { candidates: row.reduce((sum, n) => sum + n, 0), cut, eligible: row[filters.length]! }
    })
  }
}

class Nearest {
  private readonly counts = new Int32Array(kinds)
  /** How many are in a zone: by kind, and then by the zone's number. */
  private readonly in: number[][] = Array.from({ length: kinds }, () => [])
  private ejected: NonNullable<Miss['ejected']> | null = null

  constructor(private readonly zones: readonly ZoneCode[]) {}

  get isEmpty(): boolean {
    return this.counts.every((count) => count === 0)
  }

  add(kind: number, zone: number, ejectedForS: number | null, count: number): void {
    this.counts[kind]! += count
    if (zone >= 0) this.in[kind]![zone] = (this.in[kind]![zone] ?? 0) + count
    if (ejectedForS === null) return
    const before = this.ejected ?? { count: 0, forS: ejectedForS }
    this.ejected = { count: before.count + count, forS: Math.min(before.forS, ejectedForS) }
  }

  misses(): Miss[] {
    const list: Miss[] = []
    for (const [kind, count] of this.counts.entries()) {
      if (count === 0) continue
      const zones = this.zones.filter((_, zone) => (this.in[kind]![zone] ?? 0) > 0).sort()
      if (kind === fallbackAdjacent) list.push({ kind: 'fallback', count, zones, fallback: 'adjacent' })
      else if (kind === fallbackGlobal) list.push({ kind: 'fallback', count, zones, fallback: 'global' })
      else list.push({ kind: filters[kind]!.name, count, zones, ...(kind === drained && this.ejected ? { ejected: this.ejected } : {}) })
    }
    return list.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || ((a.fallback ?? '') < (b.fallback ?? '') ? -1 : 1))
  }
}
