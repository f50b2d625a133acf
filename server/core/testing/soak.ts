// Many decisions of one generated world, each held against the oracle: whoever is chosen, sampled or would have been chosen
// must be eligible. A world costs far more to make than a decision, so it is asked some hundreds of times: its requests under several
// gates and spills, in calm, in panic and in a panic of some zones, with other preferences, fallbacks, seeds and conversations (none
// of which may change who is eligible), with a fleet too old to prove anything, and in chains of retries. A function of two numbers.

import fc from 'fast-check'
import type { GateView } from '../activation/types'
import type { CompiledConfig } from '../config/compiled'
import { type Hash64, hashText, hashToIndex } from '../hash/seed'
import { decide } from '../routing/decide'
import { filters as allFilters, type Filter } from '../routing/filters'
import { makeSnapshot } from '../routing/snapshot'
import type { SpillView } from '../routing/spill/types'
import type { Decision, FleetNode, RouteRequest, Snapshot } from '../routing/types'
import { aConfig, aGate, aNode, aRequest, aSpill, ids, panicZones, tokens } from './arbitraries'
import { complaints } from './complaints'
import { soundSubject } from './faults'
import { type Asked, expect, isRestricted } from './oracle'
import { at, gateAll } from './world'

export type Counterexample = { seed: number; world: number; what: string; request: RouteRequest; decision: Decision }
export type Soaked = { decisions: number; routed: number; retries: number; found: Counterexample | null }

const requests = 12
const gates = 4
/** Of each request under each gate; fewer where nobody is eligible, since there is little to get wrong. */
const variations = 8
const variationsOfNothing = 2
const longestChain = 3

type World = {
  config: CompiledConfig
  nodes: FleetNode[]
  views: { gate: GateView; spill: SpillView | undefined }[]
  panic: readonly string[]
  asks: Pick<Asked, 'request' | 'first'>[]
}

const aWorld: fc.Arbitrary<World> = aConfig.chain((config) =>
  fc.record({
    config: fc.constant(config),
    nodes: fc.tuple(...ids.map((id) => aNode(config, id))),
    views: fc.array(fc.record({ gate: aGate, spill: fc.option(aSpill, { nil: undefined }) }), {
      minLength: gates - 1,
      maxLength: gates - 1,
    }),
    panic: panicZones,
    asks: fc.array(aRequest(config), { minLength: requests, maxLength: requests }),
  }),
)

/** `filters` is for tests that take one out. */
export function soakWorld(seed: number, world: number, filters: readonly Filter[] = allFilters): Soaked {
  const chance = new Chance([seed >>> 0, world >>> 0])
  const [made] = fc.sample(aWorld, { numRuns: 1, seed: chance.below(2 ** 31) }) as [World]
  const views = [{ gate: gateAll(made.config, 'on'), spill: undefined }, ...made.views]
  const soaked: Soaked = { decisions: 0, routed: 0, retries: 0, found: null }
  for (const panic of ['nowhere', 'everywhere', 'in some zones']) {
    const config = withPanic(made.config, panic === 'everywhere')
    const zones = panic === 'in some zones' ? { panic: new Set(made.panic) } : {}
    const snapshots = views.map(({ gate, spill }): Snapshot => ({ ...makeSnapshot(config, made.nodes, gate), spill, ...zones }))
    for (const ask of made.asks) {
      soakRequest({ ...ask, snapshot: snapshots[0]!, now: at }, snapshots, chance, filters, soaked, { seed, world })
      if (soaked.found) return soaked
    }
  }
  return soaked
}

function soakRequest(
  asked: Asked,
  snapshots: readonly Snapshot[],
  chance: Chance,
  filters: readonly Filter[],
  soaked: Soaked,
  where: { seed: number; world: number },
): void {
  const { eligible } = expect(asked)
  const restricted = isRestricted(asked)
  const hashes = new Set<string>()
  const times = eligible.size === 0 ? variationsOfNothing : variations
  const wrong = (what: string, request: RouteRequest, decision: Decision) => {
    soaked.found = { ...where, what, request, decision }
  }
  const run = (snapshot: Snapshot, request: RouteRequest, stale: boolean, tried: readonly string[]): Decision => {
    const decision = decide(snapshot, request, { now: asked.now, seed: `seed-${chance.below(2 ** 30)}`, stale }, filters)
    soaked.decisions++
    if (decision.nodeId !== null) soaked.routed++
    hashes.add(decision.boundary.hash)
    const outside = namedIn(decision).find((id) => !eligible.has(id) || tried.includes(id))
    if (outside !== undefined) wrong(`${outside} is not eligible`, request, decision)
    else if (stale && restricted && decision.nodeId !== null) wrong('a boundary that the fleet is too old to prove', request, decision)
    else if (hashes.size > 1) wrong('the boundary changed', request, decision)
    return decision
  }

  for (const snapshot of snapshots) {
    const asIs = run(snapshot, asked.request, false, [])
    const [complaint] = complaints(asIs, { ...asked, snapshot })
    if (complaint !== undefined && soaked.found === null) wrong(complaint, asked.request, asIs)
    for (let n = 1; n < times && soaked.found === null; n++) {
      const request = vary(asked.request, chance)
      let last = run(snapshot, request, chance.below(8) === 0, [])
      // The router carries the first attempt's boundary and what was tried; the gate may move meanwhile.
      const tried: string[] = []
      const boundary = request.retry === null ? soundSubject.carry(snapshot, request) : null
      while (boundary !== null && last.nodeId !== null && tried.length < longestChain && soaked.found === null) {
        tried.push(last.nodeId)
        const retry = { of: 'first', tried: [...tried], boundary }
        last = run(chance.pick(snapshots), { ...request, retry }, false, tried)
        soaked.retries++
      }
    }
    if (soaked.found) return
  }
}

/** What may be chosen differently without anybody else becoming eligible. */
function vary(request: RouteRequest, chance: Chance): RouteRequest {
  return {
    ...request,
    key: { ...request.key, id: `key-${chance.below(50)}` },
    geo: {
      ...request.geo,
      prefer: Array.from({ length: chance.below(4) }, () => chance.pick(tokens)).filter((token, i, all) => all.indexOf(token) === i),
      fallback: chance.pick([null, null, 'none', 'adjacent', 'global'] as const),
    },
    affinityKey: chance.below(4) === 0 ? `conversation-${chance.below(9)}` : null,
  }
}

function namedIn({ nodeId, trace }: Decision): string[] {
  const sampled = [...trace.rungs, ...(trace.shadowRungs ?? [])].flatMap((rung) => rung.sampled.map(({ id }) => id))
  return nodeId === null ? sampled : [nodeId, ...sampled]
}

/** Panic is a switch of the platform's that no look-up was compiled from. */
function withPanic(config: CompiledConfig, panic: boolean): CompiledConfig {
  return { ...config, source: { ...config.source, platform: { ...config.source.platform, panic } } }
}

class Chance {
  readonly #seed: Hash64
  #drawn = 0

  constructor(seed: Hash64) {
    this.#seed = seed
  }

  below(bound: number): number {
    return hashToIndex(hashText(`${this.#drawn++}`, this.#seed), bound)
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!
  }
}
