// A decision made. What is noted while deciding is kept as it is, and read in the words of the answer. The trace holds all
// that explains and replays the decision, as plain data: no node beyond the sampled ones, and of the client only what its
// origin holds. It is written out when it is asked for; nothing that happens to the fleet afterwards shows in it.

import type { GateState } from '../activation/types'
import type { ZoneCode } from '../geo/place'
import type { ReasonCode } from '../reasons'
import type { AppliedGate } from './applied-gate'
import type { Count } from './lack-tally'
import type { Climb, Looked } from './looked'
import type { Refusal } from './refusal'
import { rungTrace } from './rung-trace'
import type { SpillTrace } from './spill/types'
import type { Route, Terms } from './terms'
import type { DecideContext, Decision, Miss, RouteRequest, Rung, RungTrace, Trace } from './types'
import { type Verdict, verdictOf } from './verdict'

export type Counts = { readonly applied: readonly Count[]; readonly shadow: readonly Count[] }

/** What else was going on: zones in panic, and how the first rung came to be another. */
export type Pressure = { readonly panic: ReadonlySet<ZoneCode> | undefined; readonly spill: SpillTrace | null }

const nothingMore: readonly ReasonCode[] = []

export class Decided implements Decision {
  private known: Verdict | null = null

  constructor(
    readonly request: RouteRequest,
    readonly context: DecideContext,
    readonly terms: Terms,
    readonly route: Route,
    readonly appliedGate: AppliedGate,
    /** Hash of the affinity key, else of the seed. */
    readonly order: number,
    readonly applied: Climb,
    readonly beside: Climb | null,
    readonly refusal: Refusal | null,
    readonly misses: readonly Miss[],
    /** The rungs counted whole, by the ladder's order; null where nobody asked. */
    readonly counts: Counts | null,
    /** Null where nothing was. */
    readonly pressure: Pressure | null,
    /** What else there is to say of it. */
    private readonly more: readonly ReasonCode[] = nothingMore,
  ) {}

  get pick(): Looked | null {
    return this.refusal === null ? this.applied.pick : null
  }

  get outcome(): 'routed' | 'refused' {
    return this.pick === null ? 'refused' : 'routed'
  }

  get revision(): number {
    return this.terms.config.revision
  }

  get gate(): GateState {
    return this.appliedGate.state
  }

  get geoApplied(): boolean {
    return this.appliedGate.applied
  }

  get preferredZone(): string | null {
    return this.route.preference.zone
  }

  get preferredSource(): Decision['preferredSource'] {
    return this.route.preference.source
  }

  get servedZone(): string | null {
    return this.pick?.geo.zone ?? null
  }

  get servedCountry(): string | null {
    return this.pick?.geo.country ?? null
  }

  get rung(): Rung | null {
    return this.pick === null ? null : this.applied.rung!.rung
  }

  get fallback(): boolean {
    return this.pick !== null && this.applied.fallback
  }

  get nodeId(): string | null {
    return this.pick?.id ?? null
  }

  get distanceKm(): number | null {
    return distanceOf(this.pick)
  }

  get boundary(): Decision['boundary'] {
    const { hash, tokens } = this.terms.shown
    return { hash, tokens }
  }

  get shadow(): Decision['shadow'] {
    if (this.beside === null) return null
    const { pick, rung, fallback } = this.beside
    return {
      servedZone: pick?.geo.zone ?? null,
      servedCountry: pick?.geo.country ?? null,
      rung: rung?.rung ?? null,
      outcome: pick === null ? 'refused' : 'routed',
      fallback,
      distanceKm: distanceOf(pick),
    }
  }

  get reasons(): readonly ReasonCode[] {
    return this.verdict.reasons
  }

  /** The same object for all on its route that came out alike. */
  get verdict(): Verdict {
    this.known ??= verdictOf(this, this.more)
    return this.known
  }

  get trace(): Trace {
    const { request, context, terms, route, appliedGate: gate, applied, beside, counts, misses, pressure } = this
    const { model, environment, subcloud, key, geo, requirements, affinityKey, origin, retry } = request
    const { policy } = terms
    const { zone, source, tokens, dropped } = route.preference
    return {
      version: 1,
      now: context.now,
      seed: context.seed,
      revision: terms.config.revision,
      request: {
        model,
        environment,
        subcloud,
        key: { id: key.id, geo: key.geo },
        geo,
        requirements,
        affinityKey,
        retryOf: retry?.of ?? null,
      },
      origin,
      gate: {
        state: gate.state,
        zone,
        canaryPct: gate.canaryPct,
        applied: gate.applied,
        override: gate.overridden,
        tenantBucket: gate.bucket,
      },
      preference: { zone, source, tokens, dropped },
      policy: { fallback: policy.fallback, minTrust: policy.minTrust, isolate: policy.isolate, layers: policy.layers },
      boundary: terms.shown,
      panic: { admin: terms.panic, zones: [...(pressure?.panic ?? [])] },
      spill: pressure?.spill ?? null,
      rungs: this.rungsOf(applied, counts?.applied),
      shadowRungs: beside && this.rungsOf(beside, counts?.shadow),
      misses,
    }
  }

  private rungsOf({ rungs }: Climb, counts: readonly Count[] | undefined): RungTrace[] {
    const byHash = this.request.affinityKey !== null
    return rungs.map((record) => rungTrace(record, counts?.[record.index] ?? null, this.order, byHash))
  }

  /** The same decision with something more to say of it. */
  because(...more: readonly ReasonCode[]): Decided {
    const { request, context, terms, route, appliedGate, order, applied, beside, refusal, misses, counts, pressure } = this
    const all = [...this.more, ...more]
    return new Decided(request, context, terms, route, appliedGate, order, applied, beside, refusal, misses, counts, pressure, all)
  }

  /** The answer with its trace, as plain data. */
  toJSON(): Decision {
    const { outcome, revision, gate, geoApplied, preferredZone, preferredSource, servedZone, servedCountry, rung, fallback } = this
    const { nodeId, distanceKm, refusal, boundary, shadow, reasons, trace } = this
    const place = { preferredZone, preferredSource, servedZone, servedCountry, rung, fallback, nodeId, distanceKm }
    return { outcome, revision, gate, geoApplied, ...place, refusal, boundary, shadow, reasons, trace }
  }
}

function distanceOf(pick: Looked | null): number | null {
  return pick === null || pick.km < 0 ? null : pick.km
}
