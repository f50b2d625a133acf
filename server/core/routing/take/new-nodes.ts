// Nodes that nobody has registered yet: how many, where, how well believed and with what memory.

import { resolveBoundary } from '../../boundary/resolve'
import { contain } from '../../config/contain'
import { countries } from '../../config/countries'
import type { Policy, TrustLevel } from '../../config/schema'
import type { GeoToken } from '../../geo/place'
import { effectivePolicy } from '../policy'
import type { FleetNode } from '../types'
import { type Attempt, type Change, withNodes, withPolicy } from './change'

type Criteria = Policy['participation']['criteria']

/** In the origin's own country if it may be there, else in a country of the boundary, at the trust that is asked for. */
export function* newNodes(attempt: Attempt, jobs: number): Generator<Change> {
  const { snapshot, request } = attempt
  const { config } = snapshot
  const subcloud = request.subcloud === null ? null : (config.subclouds.get(request.subcloud) ?? null)
  const policy = effectivePolicy(config, subcloud, request)
  if (!policy.merged.ok) return
  const inside = resolveBoundary(policy.merged.boundary, config).countries
  const preferred = inside.filter((code) =>
    contain(config, { country: code, subdivision: null, point: null }, 'high').zones.includes(request.origin.containment.label ?? ''),
  )
  const own = request.origin.country
  const criteria = subcloud?.policy.participation.criteria
  const wanted = [...(own !== null && inside.includes(own) ? [own] : []), ...(criteria?.countries ?? []), ...preferred, ...inside]
  const vramGb = Math.max(request.requirements.minVramGb ?? 0, criteria?.minVramGb ?? 0)
  const least = policy.minTrust === 'unverified' ? 'consistent' : policy.minTrust
  const node = nodeFor(attempt, vramGb, criteria)
  for (const country of [...new Set(wanted)].filter((code) => countries.has(code)).slice(0, 12)) {
    const geo = placedIn(country, least, attempt)
    const nodes = Array.from({ length: jobs }, (_, n) => ({ ...node, id: `0xadded${n.toString(16).padStart(35, '0')}`, geo }))
    // Fewer will do where some of the jobs can be served already: the caller tries them in this order.
    for (let n = 1; n <= jobs; n++) {
      const memory = vramGb > 0 ? ` with ≥ ${vramGb} GB` : ''
      const gpu = request.requirements.gpu === null ? '' : ` (${request.requirements.gpu})`
      const sentence = `${n} more ${least} node${n === 1 ? '' : 's'}${memory}${gpu} and \`${request.model}\` in ${country}, a slot each.`
      yield { kind: 'new_nodes', sentence, cost: n + 1, apply: (at) => withNodes(approving(at, nodes), nodes.slice(0, n)) }
    }
  }
}

/** What the job asks for, and what the Subcloud asks of who joins it by itself. */
function nodeFor({ request, context }: Attempt, vramGb: number, criteria: Criteria | undefined): Omit<FleetNode, 'id' | 'geo'> {
  return {
    operator: 'new',
    network: 'new',
    environments: [request.environment],
    models: [request.model, ...(criteria?.models ?? [])],
    gpu: request.requirements.gpu ?? criteria?.gpu?.[0] ?? 'any',
    vramGb,
    slots: 1,
    inFlight: 0,
    leased: 0,
    endpoint: null,
    version: '',
    joins: request.subcloud === null ? [] : [request.subcloud],
    simulated: false,
    status: 'serving',
    drained: false,
    quarantinedUntil: null,
    firstSeenAt: context.now,
    lastSeenAt: context.now,
    liveUntil: context.now + 45_000,
    failureRate: 0,
    uptimePct: 100,
  }
}

/** A node in the country, believed at the level wherever that is. */
function placedIn(country: string, level: TrustLevel, { snapshot, context }: Attempt): FleetNode['geo'] {
  const place = { country, subdivision: null, point: null }
  const containment = contain(snapshot.config, place, 'high')
  const tokens: GeoToken[] = [
    `country:${country}`,
    ...containment.zones.map((z) => `zone:${z}` as const),
    ...containment.jurisdictions.map((j) => `jurisdiction:${j}` as const),
  ]
  const areas = tokens.map((area) => ({ area, level, confidence: 0.9 }))
  return { containment, verdict: { level, areas, place, borderline: false, reasons: [], judgedAt: context.now } }
}

/** A semi-open Subcloud takes whom its owner approved, and would approve whom it asked for. */
function approving(at: Attempt, nodes: readonly FleetNode[]): Attempt {
  return withPolicy(at, (policy) => {
    const { participation } = policy
    if (participation.join !== 'semi-open') return policy
    return { ...policy, participation: { ...participation, approved: [...participation.approved, ...nodes.map(({ id }) => id)] } }
  })
}
