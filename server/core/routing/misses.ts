// What stood in a refused job's way: the registered nodes that come nearest, counted by the one thing they lack.
// Nodes that could never serve it are named only when none could.

import { failuresOf, fitsLastingly } from './candidates'
import { type Filter, isEjected, type Job, lastingFilters } from './filters'
import { knownPlace } from './known-place'
import { buildLadder, type RungPlan, rungFinder } from './ladder'
import type { Preference } from './preference'
import type { SpillTrace } from './spill/types'
import type { FilterName, Fleet, FleetNode, Miss } from './types'

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
    const ejected = fails[0] === 'drained' && isSetAside(node, job.now) ? Math.ceil((node.ejectedUntil! - job.now) / 1000) : null
    if (fails.length === 0 && !reached) now.add(inAdjacent(node) >= 0 ? 'fallback adjacent' : 'fallback global', node)
    else if (fails.length === 1 && reached) now.add(fails[0]!, node, ejected)
    else if (fails.length > 0) later.add(fails[0]!, node, ejected)
  }
  const nearest = fitting === 0 ? never : now.isEmpty() ? later : now
  return { misses: nearest.misses(), fitting }
}

/** Where the spill budget is used up, it and not the policy's fallback is what keeps the later rungs out of reach. */
export function blameBudget({ misses, fitting }: Misses, spill: SpillTrace | null): Misses {
  if (spill?.by !== 'budget_spent') return { misses, fitting }
  return { misses: misses.map((miss) => (miss.kind === 'fallback' ? { ...miss, kind: 'budget' } : miss)), fitting }
}

/** Ejected, and nothing else that the filter of that name looks at. */
function isSetAside(node: FleetNode, now: number): boolean {
  const isQuarantined = node.quarantinedUntil !== null && now < node.quarantinedUntil
  return isEjected(node, now) && node.status === 'serving' && !node.drained && !isQuarantined
}

class Tally {
  private readonly found = new Map<string, { count: number; zones: Set<string>; ejected: NonNullable<Miss['ejected']> | null }>()

  add(kind: FilterName | 'fallback adjacent' | 'fallback global', node: FleetNode, ejectedForS: number | null = null): void {
    const one = this.found.get(kind) ?? { count: 0, zones: new Set<string>(), ejected: null }
    one.count++
    if (ejectedForS !== null) {
      const { count, forS } = one.ejected ?? { count: 0, forS: ejectedForS }
      one.ejected = { count: count + 1, forS: Math.min(forS, ejectedForS) }
    }
    const zone = knownPlace(node) === null ? null : node.geo.containment.label
    if (zone !== null) one.zones.add(zone)
    this.found.set(kind, one)
  }

  isEmpty(): boolean {
    return this.found.size === 0
  }

  misses(): Miss[] {
    const list = [...this.found].map(([key, { count, zones, ejected }]): Miss => {
      const shared = { count, zones: [...zones].sort(), ...(ejected ? { ejected } : {}) }
      if (key === 'fallback adjacent') return { kind: 'fallback', ...shared, fallback: 'adjacent' }
      if (key === 'fallback global') return { kind: 'fallback', ...shared, fallback: 'global' }
      return { kind: key as FilterName, ...shared }
    })
    return list.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || ((a.fallback ?? '') < (b.fallback ?? '') ? -1 : 1))
  }
}
