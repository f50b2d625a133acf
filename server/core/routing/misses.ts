// What stood in a refused job's way: the registered nodes that come nearest, counted by the one thing they lack.
// Nodes that could never serve it are named only when none could.

import { failuresOf, fitsLastingly } from './candidates'
import { type Filter, type Job, lastingFilters } from './filters'
import { knownPlace } from './known-place'
import { buildLadder, type RungPlan, rungFinder } from './ladder'
import type { Preference } from './preference'
import type { FilterName, Fleet, FleetNode, Miss } from './types'

/** What can be had soonest comes first. */
const order: readonly Miss['kind'][] = [
  'capacity',
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

export type Misses = {
  misses: readonly Miss[]
  /** Registered nodes that fit environment, model, hardware and boundary. */
  fitting: number
}

export function missesOf(fleet: Fleet, job: Job, filters: readonly Filter[], ladder: readonly RungPlan[], preference: Preference): Misses {
  const inLadder = rungFinder(ladder, job.config)
  const inAdjacent = rungFinder(buildLadder(job.config, preference, 'adjacent'), job.config)
  const now = new Tally()
  const later = new Tally()
  const never = new Tally()
  let fitting = 0
  for (const { node, fails } of failuresOf(fleet, job, filters)) {
    if (!fitsLastingly(fails)) {
      const lasting = fails.filter((name) => lastingFilters.has(name))
      if (lasting.length === 1) never.add(lasting[0]!, node)
      continue
    }
    fitting++
    const reached = inLadder(node) >= 0
    if (fails.length === 0 && !reached) now.add(inAdjacent(node) >= 0 ? 'fallback adjacent' : 'fallback global', node)
    else if (fails.length === 1 && reached) now.add(fails[0]!, node)
    else if (fails.length > 0) later.add(fails[0]!, node)
  }
  const nearest = fitting === 0 ? never : now.isEmpty() ? later : now
  return { misses: nearest.misses(), fitting }
}

class Tally {
  private readonly found = new Map<string, { count: number; zones: Set<string> }>()

  add(kind: FilterName | 'fallback adjacent' | 'fallback global', node: FleetNode): void {
    const one = this.found.get(kind) ?? { count: 0, zones: new Set<string>() }
    one.count++
    const zone = knownPlace(node) === null ? null : node.geo.containment.label
    if (zone !== null) one.zones.add(zone)
    this.found.set(kind, one)
  }

  isEmpty(): boolean {
    return this.found.size === 0
  }

  misses(): Miss[] {
    const list = [...this.found].map(([key, { count, zones }]): Miss => {
      const shared = { count, zones: [...zones].sort() }
      if (key === 'fallback adjacent') return { kind: 'fallback', ...shared, fallback: 'adjacent' }
      if (key === 'fallback global') return { kind: 'fallback', ...shared, fallback: 'global' }
      return { kind: key as FilterName, ...shared }
    })
    return list.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || ((a.fallback ?? '') < (b.fallback ?? '') ? -1 : 1))
  }
}
