// Logged jobs decided again under two configurations, on one fleet at one moment: who is served elsewhere, who is refused
// that was not, who leaves the zone it prefers. The same `decide` on the same kind of snapshot as live routing; nothing is
// dispatched, leased or logged. It is a what-if and no replay: the fleet is today's.

import { relocateOrigin } from '../origin/relocate'
import type { Origin } from '../origin/types'
import { decide } from './decide'
import type { Decision, RouteRequest, Snapshot } from './types'

export type LoggedJob = {
  decisionId: string
  /** As logged; where the origin lies is worked out again under each configuration. */
  request: Omit<RouteRequest, 'origin' | 'retry'>
  origin: Origin
  seed: string
}

export type WhatIfKind = 'moved' | 'failed' | 'served' | 'leaving'
export type WhatIfSide = {
  outcome: 'routed' | 'refused'
  code: string | null
  preferredZone: string | null
  servedZone: string | null
  rung: string | null
}
export type WhatIfExample = {
  decisionId: string
  kind: WhatIfKind
  subcloud: string | null
  model: string
  country: string | null
  before: WhatIfSide
  after: WhatIfSide
}
/** Jobs: `moved` are served in another zone, `failed` newly refused, `served` newly served, `leaving` newly outside the zone they prefer. */
export type WhatIfCounts = { jobs: number; same: number } & Record<WhatIfKind, number>
export type WhatIf = WhatIfCounts & {
  /** From one serving zone to another; null is no zone, `refused` a refusal. Most jobs first. */
  pairs: { from: string | null; to: string | null; jobs: number }[]
  /** Null is the general pool. Those that something changes for, most first. */
  bySubcloud: ({ subcloud: string | null } & WhatIfCounts)[]
  examples: WhatIfExample[]
}

const examplesOfEach = 10
const nothing: WhatIfCounts = { jobs: 0, same: 0, moved: 0, failed: 0, served: 0, leaving: 0 }
export const refused = 'refused'

/** What one job comes to. */
export function whatIfOne(
  job: LoggedJob,
  before: Snapshot,
  after: Snapshot,
  now: number,
): { before: WhatIfSide; after: WhatIfSide; kinds: WhatIfKind[] } {
  const sides = [before, after].map((snapshot) => sideOf(decide(snapshot, requestUnder(job, snapshot), { now, seed: job.seed }))) as [
    WhatIfSide,
    WhatIfSide,
  ]
  const [was, is] = sides
  const kinds: WhatIfKind[] = []
  if (was.outcome === 'routed' && is.outcome === 'refused') kinds.push('failed')
  if (was.outcome === 'refused' && is.outcome === 'routed') kinds.push('served')
  if (was.outcome === 'routed' && is.outcome === 'routed') {
    if (was.servedZone !== is.servedZone) kinds.push('moved')
    if (isAtHome(was) && !isAtHome(is)) kinds.push('leaving')
  }
  return { before: was, after: is, kinds }
}

export function requestUnder({ request, origin }: LoggedJob, { config }: Snapshot): RouteRequest {
  return { ...request, origin: relocateOrigin(origin, config), retry: null }
}

/** Adds jobs up, one at a time, so that whoever runs it may pause, report and stop between any two. */
export class WhatIfTotals {
  #counts = { ...nothing }
  readonly #subclouds = new Map<string | null, WhatIfCounts>()
  readonly #pairs = new Map<string, WhatIf['pairs'][number]>()
  readonly #examples: WhatIfExample[] = []
  readonly #shown: Record<WhatIfKind, number> = { moved: 0, failed: 0, served: 0, leaving: 0 }

  constructor(
    private readonly before: Snapshot,
    private readonly after: Snapshot,
    private readonly now: number,
  ) {}

  add(job: LoggedJob): void {
    const one = whatIfOne(job, this.before, this.after, this.now)
    const { subcloud, model } = job.request
    const own = this.#subclouds.get(subcloud) ?? { ...nothing }
    this.#subclouds.set(subcloud, own)
    for (const counts of [this.#counts, own]) {
      counts.jobs++
      if (one.kinds.length === 0) counts.same++
      for (const kind of one.kinds) counts[kind]++
    }
    const [from, to] = [ended(one.before), ended(one.after)]
    if (from !== to) {
      const pair = this.#pairs.get(`${from} ${to}`) ?? { from, to, jobs: 0 }
      pair.jobs++
      this.#pairs.set(`${from} ${to}`, pair)
    }
    const kind = one.kinds.find((each) => this.#shown[each] < examplesOfEach)
    if (kind === undefined) return
    this.#shown[kind]++
    this.#examples.push({
      decisionId: job.decisionId,
      kind,
      subcloud,
      model,
      country: job.origin.country,
      before: one.before,
      after: one.after,
    })
  }

  result(): WhatIf {
    const changed = (counts: WhatIfCounts) => counts.jobs - counts.same
    return {
      ...this.#counts,
      pairs: [...this.#pairs.values()].sort((a, b) => b.jobs - a.jobs),
      bySubcloud: [...this.#subclouds]
        .map(([subcloud, counts]) => ({ subcloud, ...counts }))
        .filter((counts) => changed(counts) > 0)
        .sort((a, b) => changed(b) - changed(a)),
      examples: this.#examples,
    }
  }
}

function sideOf({ outcome, refusal, preferredZone, servedZone, rung }: Decision): WhatIfSide {
  return { outcome, code: refusal?.code ?? null, preferredZone, servedZone, rung }
}

const isAtHome = ({ preferredZone, rung }: WhatIfSide) => preferredZone !== null && rung === 'preferred'
const ended = ({ outcome, servedZone }: WhatIfSide) => (outcome === 'refused' ? refused : servedZone)
