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
type Known = Refused & {
  readonly request: RouteRequest
  readonly panicIn: Job['panicIn']
  readonly index: FleetIndex
  readonly state: number
  readonly from: number
  readonly until: number
}

const mostModels = 64
const mostOfModel = 16

/** Of the kinds of jobs that were refused last on one way. */
export class KnownRefusals {
  /** By model, which every decision asks for: a key of all that tells kinds apart would cost it more than the pick. */
  private readonly byModel = new Map<string, Known[]>()

  get(request: RouteRequest): Known | undefined {
    if (this.byModel.size === 0) return undefined
    const known = this.byModel.get(request.model)
    if (known !== undefined) for (let i = 0; i < known.length; i++) if (isAlike(known[i]!.request, request)) return known[i]
    return undefined
  }

  put(one: Known): void {
    const { model } = one.request
    const others = this.byModel.get(model)?.filter(({ request }) => !isAlike(request, one.request)) ?? []
    if (this.byModel.size >= mostModels) this.byModel.clear()
    this.byModel.set(model, [one, ...others.slice(0, mostOfModel - 1)])
  }

  /** Such jobs are served again. */
  forget(request: RouteRequest): void {
    const others = this.byModel.get(request.model)?.filter((one) => !isAlike(one.request, request)) ?? []
    if (others.length > 0) this.byModel.set(request.model, others)
    else this.byModel.delete(request.model)
  }
}

/** What stands in a job's way on the whole ladder of a way, at an index that is kept current, and the refusal that says so. */
export function refusedByIndex(index: FleetIndex, job: Job, way: Way, preference: Preference, request: RouteRequest): Refused {
  const { now, panicIn } = job
  const before = way.refusals.get(request)
  if (before !== undefined && before.index === index && before.state === index.state && isSamePanic(before.panicIn, panicIn))
    if (before.from <= now && now <= before.until) return before
  const lack = lackByIndex(index, job, way, way.ladder.length, preference)
  const refused = { lack, refusal: noNode(lack, job), request, panicIn, index, state: index.state, from: now, until: lack.until }
  way.refusals.put(refused)
  return refused
}

function isAlike(a: RouteRequest, b: RouteRequest): boolean {
  const isSameCard = a.requirements.minVramGb === b.requirements.minVramGb && a.requirements.gpu === b.requirements.gpu
  return isSameCard && a.model === b.model && a.environment === b.environment
}

function isSamePanic(a: Job['panicIn'], b: Job['panicIn']): boolean {
  if (a === b) return true
  if ((a?.size ?? 0) !== (b?.size ?? 0)) return false
  for (const zone of a ?? []) if (b?.has(zone) !== true) return false
  return true
}
