// A refused job looks at every node to say why. Where nobody has changed since, and no time has come at which somebody will,
// the next such job is told the same without another look: a saturated fleet is asked most when it has least to give.

import type { Job } from './filters'
import type { FleetIndex } from './fleet/fleet-index'
import { lackByIndex } from './fleet/lack-index'
import type { Lack } from './lack-tally'
import type { Preference } from './preference'
import { noNode, type Refusal } from './refusal'
import type { RouteRequest } from './types'
import type { Way } from './way'

export type Refused = { readonly lack: Lack; readonly refusal: Refusal }
type Known = Refused & { readonly index: FleetIndex; readonly state: number; readonly from: number; readonly until: number }

const kept = 256
const known = new WeakMap<Way, Map<string, Known>>()

/** What stands in a job's way on the whole ladder of a way, at an index that is kept current, and the refusal that says so. */
export function refusedByIndex(index: FleetIndex, job: Job, way: Way, preference: Preference, request: RouteRequest): Refused {
  const { now } = job
  const { model, environment, requirements } = request
  let byJob = known.get(way)
  if (byJob === undefined) {
    byJob = new Map()
    known.set(way, byJob)
  }
  const key = `${environment}\n${model}\n${requirements.minVramGb}\n${requirements.gpu}`
  const before = byJob.get(key)
  if (before && before.index === index && before.state === index.state && before.from <= now && now <= before.until) return before
  const lack = lackByIndex(index, job, way, way.ladder.length, preference)
  const refused = { lack, refusal: noNode(lack, job) }
  if (lack.until < now) return refused
  if (byJob.size >= kept) byJob.clear()
  byJob.set(key, { ...refused, index, state: index.state, from: now, until: lack.until })
  index.note(now)
  return refused
}
