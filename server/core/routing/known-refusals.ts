// What a refused job was told is told the next one like it, for as long as nobody has changed and no time has come at which
// somebody will. After a refusal the next job like it is first asked whether it is one too: to find that out by climbing is to
// look through every pool in vain.

import type { Job } from './filters'
import type { FleetIndex } from './fleet/fleet-index'
import { lackByIndex } from './fleet/lack-index'
import type { Lack } from './lack-tally'
import type { Preference } from './preference'
import { noNode, type Refusal } from './refusal'
import type { RouteRequest } from './types'
import type { Way } from './way'

export type Refused = { readonly lack: Lack; readonly refusal: Refusal }
export type KnownRefusal = Refused & {
  readonly request: RouteRequest
  readonly panicIn: Job['panicIn']
  readonly index: FleetIndex
  readonly state: number
  readonly from: number
  readonly until: number
}

const kept = 256

/** What stands in a job's way on the whole ladder of a way, at an index that is kept current, and the refusal that says so. */
export function refusedByIndex(index: FleetIndex, job: Job, way: Way, preference: Preference, request: RouteRequest): Refused {
  const { now, panicIn } = job
  const { refusals } = way
  const key = keyOf(request)
  const before = refusals.get(key)
  if (before !== undefined && before.index === index && before.state === index.state) {
    const isAsked = isAlike(before.request, request) && isSamePanic(before.panicIn, panicIn)
    if (isAsked && before.from <= now && now <= before.until) return before
  }
  const lack = lackByIndex(index, job, way, way.ladder.length, preference)
  const refused = { lack, refusal: noNode(lack, job), request, panicIn, index, state: index.state, from: now, until: lack.until }
  if (refusals.size >= kept) refusals.clear()
  refusals.set(key, refused)
  return refused
}

/** Whether the last such job was refused; told at no cost where none was. */
export function wasRefused({ refusals }: Way, request: RouteRequest): boolean {
  return refusals.size > 0 && refusals.has(keyOf(request))
}

/** Such jobs are served again. */
export function isServed({ refusals }: Way, request: RouteRequest): void {
  refusals.delete(keyOf(request))
}

const keyOf = ({ model, environment, requirements }: RouteRequest) =>
  `${environment}\n${model}\n${requirements.minVramGb}\n${requirements.gpu}`

/** Names may hold anything: the key alone does not say. */
function isAlike(a: RouteRequest, b: RouteRequest): boolean {
  const [x, y] = [a.requirements, b.requirements]
  return a.model === b.model && a.environment === b.environment && x.minVramGb === y.minVramGb && x.gpu === y.gpu
}

function isSamePanic(a: Job['panicIn'], b: Job['panicIn']): boolean {
  if (a === b) return true
  if ((a?.size ?? 0) !== (b?.size ?? 0)) return false
  for (const zone of a ?? []) if (b?.has(zone) !== true) return false
  return true
}
