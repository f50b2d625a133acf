// A refused job looks at every node to say why. Where nobody has changed since, and no time has come at which somebody will,
// the next such job is told the same without another look: a saturated fleet is asked most when it has least to give.

import { type Count, countRungs, unchangedUntil } from './candidates'
import type { Filter, Job } from './filters'
import type { FleetIndex } from './fleet/fleet-index'
import { type Misses, missesOf } from './misses'
import type { Preference } from './preference'
import type { Fleet, RouteRequest } from './types'
import type { Way } from './way'

export type Lack = { readonly counts: readonly Count[]; readonly misses: Misses }
type Known = Lack & { readonly index: FleetIndex; readonly state: number; readonly from: number; readonly until: number }

const kept = 256
const known = new WeakMap<Way, Map<string, Known>>()

/** What stands in a job's way on the whole ladder of a way, at an index that is kept current. */
export function lackOf(
  fleet: Fleet,
  index: FleetIndex,
  job: Job,
  way: Way,
  preference: Preference,
  request: RouteRequest,
  filters: readonly Filter[],
): Lack {
  const { now } = job
  const { model, environment, requirements } = request
  const byJob = known.get(way) ?? new Map<string, Known>()
  known.set(way, byJob)
  const key = `${environment}\n${model}\n${requirements.minVramGb}\n${requirements.gpu}`
  const before = byJob.get(key)
  if (before && before.index === index && before.state === index.state && before.from <= now && now <= before.until) return before
  const lack = { counts: countRungs(fleet, job, way.ladder, filters), misses: missesOf(fleet, job, filters, way.ladder, preference) }
  const until = unchangedUntil(fleet, now)
  if (until < now) return lack
  if (byJob.size >= kept) byJob.clear()
  byJob.set(key, { ...lack, index, state: index.state, from: now, until })
  index.note(now)
  return lack
}
