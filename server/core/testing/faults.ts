// Deciding functions with one fault each, as a slip of the hand could make it: what the leak proof has to find.

import { isInside } from '../boundary/inside'
import type { Subject } from '../boundary/leak-proof'
import { makeBoundary } from '../boundary/merge'
import { tokenContains } from '../boundary/tokens'
import type { Boundary } from '../boundary/types'
import type { CompiledConfig } from '../config/compiled'
import { contain } from '../config/contain'
import { decide } from '../routing/decide'
import { type Filter, filters, type Job } from '../routing/filters'
import { indexFleet } from '../routing/fleet/index-fleet'
import { effectivePolicy } from '../routing/policy'
import type { FleetNode, RouteRequest, Snapshot } from '../routing/types'

export const soundSubject: Subject = {
  fleetOf: (config, nodes) => ({ nodes, index: indexFleet(config, nodes) }),
  decide: (snapshot, request, context) => decide(snapshot, request, context),
  carry: ({ config }, request) => effectivePolicy(config, config.subclouds.get(request.subcloud ?? '') ?? null, request).stated,
  contain: (config, place) => contain(config, place, 'high'),
}

type Asked = { snapshot: Snapshot; request: RouteRequest }
type Decide = Subject['decide']

const filtersWith = (name: string, passes: Filter['passes']) => filters.map((one) => (one.name === name ? { ...one, passes } : one))
const over = (list: readonly Filter[]): Partial<Subject> => ({ decide: (s, r, c) => decide(s, r, c, list) })
const filter = (name: string, passes: Filter['passes']): Partial<Subject> => over(filtersWith(name, passes))
const asking = (change: (asked: Asked) => Asked): Partial<Subject> => ({
  decide: (snapshot, request, context) => {
    const asked = change({ snapshot, request })
    return decide(asked.snapshot, asked.request, context)
  },
})
const request = (change: (request: RouteRequest) => RouteRequest) => asking((one) => ({ ...one, request: change(one.request) }))
const when = (holds: (...of: Parameters<Decide>) => boolean, list: readonly Filter[]): Partial<Subject> => ({
  decide: (...of) => decide(...of, holds(...of) ? list : filters),
})
const original = (name: string) => filters.find((one) => one.name === name)!.passes

const restricted = (boundary: Boundary) => (boundary.kind === 'restricted' ? boundary : null)
const believed = (node: FleetNode, change: Partial<FleetNode['geo']['verdict']>): FleetNode => ({
  ...node,
  geo: { ...node.geo, verdict: { ...node.geo.verdict, ...change } },
})
const noBoundary = filters.filter(({ name }) => name !== 'boundary' && name !== 'trust')
const without = (job: Job, change: Partial<Job>): Job => ({ ...job, areas: new Map(), ...change })
const made = new Map<string, Boundary>()
function inside(allow: readonly (readonly string[])[], deny: readonly string[], node: FleetNode, job: Job): boolean {
  const key = JSON.stringify([allow, deny])
  const boundary = made.get(key) ?? makeBoundary(allow.length > 0 ? (allow as never) : null, deny as never)
  made.set(key, boundary)
  return original('boundary')(node, without(job, { boundary }))
}
const unions = new WeakMap<Boundary, Boundary>()
function joined(boundary: Boundary): Boundary {
  if (boundary.kind === 'unrestricted' || boundary.allow.length < 2) return boundary
  const union = unions.get(boundary) ?? makeBoundary([boundary.allow.flat()], boundary.deny)
  unions.set(boundary, union)
  return union
}
const withoutLayer = (config: CompiledConfig, slug: string | null): CompiledConfig => ({
  ...config,
  source: { ...config.source, platform: { ...config.source.platform, boundary: undefined } },
  subclouds: new Map(
    [...config.subclouds].map(([key, one]) => [key, key === slug ? { ...one, policy: { ...one.policy, boundary: undefined } } : one]),
  ),
})

export const faults: Record<string, Partial<Subject>> = {
  ...Object.fromEntries(filters.map(({ name }) => [`no ${name} filter`, over(filters.filter((one) => one.name !== name))])),
  'deny lists are not read': filter('boundary', (node, job) => inside(restricted(job.boundary)?.allow ?? [], [], node, job)),
  'allow lists are not read': filter('boundary', (node, job) => inside([], restricted(job.boundary)?.deny ?? [], node, job)),
  // In the boundary filter alone it would do no harm: trust asks for an area that is wholly inside.
  'layers are joined, not intersected': over(
    filters.map((one) => ({
      ...one,
      passes: (node: FleetNode, job: Job) => one.passes(node, without(job, { boundary: joined(job.boundary) })),
    })),
  ),
  'a part of a denied area is let in where the part is not known': filter('boundary', (node, job) => {
    const { verdict, containment } = node.geo
    const denied = restricted(job.boundary)?.deny.some((token) => tokenContains(token, verdict.place, containment, job.config))
    return !denied && inside(restricted(job.boundary)?.allow ?? [], [], node, job)
  }),
  'an unknown place is outside what is denied': filter(
    'boundary',
    (node, job) =>
      original('boundary')(node, job) || (node.geo.verdict.place.country === null && restricted(job.boundary)?.allow.length === 0),
  ),
  'a place astride a border counts': filter('boundary', (node, job) => original('boundary')(believed(node, { borderline: false }), job)),
  'a contradicted place counts': over(
    filters.map((one) =>
      one.name === 'boundary' || one.name === 'trust'
        ? {
            ...one,
            passes: (node: FleetNode, job: Job) => {
              const { level, place } = node.geo.verdict
              return level === 'contradicted' && place.country !== null
                ? isInside(job.boundary, place, node.geo.containment, job.config)
                : one.passes(node, job)
            },
          }
        : one,
    ),
  ),
  'trust in any area will do': filter('trust', (node, job) => original('trust')(node, without(job, { boundary: makeBoundary(null, []) }))),
  'trust is asked for as the policy says, whatever else restricts': filter('trust', (node, job) =>
    original('trust')(node, without(job, { minTrust: 'unverified' })),
  ),
  'isolated nodes stay in other pools': filter('subcloud', (node, job) =>
    job.pool.own === null
      ? true
      : original('subcloud')(node, without(job, { pool: { ...job.pool, index: { ...job.pool.index, isIsolated: false } } })),
  ),
  'anybody may join': filter('subcloud', (node, job) => job.pool.own !== null || original('subcloud')(node, job)),
  'a filter that throws is passed': filter('boundary', (node, job) => {
    try {
      if (node.geo.verdict.place.country === null) throw new Error('no country')
      return original('boundary')(node, job)
    } catch {
      return true
    }
  }),
  'a retry forgets its boundary': request((one) =>
    one.retry === null ? one : { ...one, retry: { ...one.retry, boundary: makeBoundary(null, []) } },
  ),
  'a retry keeps the deny list only': {
    carry: (snapshot, one) => {
      const boundary = soundSubject.carry(snapshot, one)
      return boundary?.kind === 'restricted' ? makeBoundary(null, boundary.deny) : boundary
    },
  },
  'a retry forgets what was tried': request((one) => (one.retry === null ? one : { ...one, retry: { ...one.retry, tried: [] } })),
  'the gate switches the boundary off': {
    decide: (...of) => {
      const decision = decide(...of)
      return decision.geoApplied ? decision : decide(...of, noBoundary)
    },
  },
  'an override switches the boundary off': when(({ gate }) => gate.override !== null, noBoundary),
  'panic switches the boundary off': when(({ config }) => config.source.platform.panic, noBoundary),
  'the panic of a zone switches the boundary off': when(({ panic }) => panic !== undefined, noBoundary),
  'panic forgives everything': when(
    ({ config }) => config.source.platform.panic,
    filters.filter(({ name }) => name !== 'liveness' && name !== 'drained'),
  ),
  'affinity goes before the boundary': when((_, { affinityKey }) => affinityKey !== null, noBoundary),
  'the fallback of the policy is not read': asking((one) => ({
    ...one,
    request: { ...one.request, geo: { ...one.request.geo, fallback: null } },
  })),
  'a refusal is tried again without the boundary': {
    decide: (...of) => {
      const decision = decide(...of)
      return decision.refusal?.code === 'geo_no_eligible_node' ? decide(...of, noBoundary) : decision
    },
  },
  'the key’s layer is lost': request((one) => ({ ...one, key: { ...one.key, geo: null } })),
  'the request’s deny is lost': request((one) => ({ ...one, geo: { ...one.geo, deny: [] } })),
  'the platform and the Subcloud are lost where the request restricts': asking((one) =>
    one.request.geo.only === null
      ? one
      : { ...one, snapshot: { ...one.snapshot, config: withoutLayer(one.snapshot.config, one.request.subcloud) } },
  ),
  'an empty list is no list': request((one) => ({
    ...one,
    key: { ...one.key, geo: one.key.geo?.only?.length === 0 ? null : one.key.geo },
    geo: { ...one.geo, only: one.geo.only?.length === 0 ? null : one.geo.only },
  })),
  'a fleet too old is believed': { decide: (s, r, c) => decide(s, r, { ...c, stale: false }) },
  'origins are not asked after': request((one) => ({
    ...one,
    origin: { ...one.origin, address: { place: { country: 'DE', subdivision: null }, containment: one.origin.containment } },
  })),
  'a declared origin is believed': request((one) => ({
    ...one,
    origin: {
      ...one.origin,
      address: one.origin.source === 'stated' ? { place: one.origin, containment: one.origin.containment } : one.origin.address,
    },
  })),
  'a country is in a jurisdiction that it left': {
    contain: (config, place) => {
      const found = contain(config, place, 'high')
      return place.country === 'GB' ? { ...found, jurisdictions: [...found.jurisdictions, 'EU27'] } : found
    },
  },
}
