// What must come out of a decision, worked out slowly and apart from the core: sets of atoms instead of compiled
// look-ups, every node asked every question. It shares the types with the core and no code.

import type { GateState } from '../activation/types'
import type { BoundaryClause, Config, Policy } from '../config/schema'
import type { GeoToken } from '../geo/place'
import type { FleetNode, RouteRequest, Snapshot } from '../routing/types'
import { areaOf, isWithinZone, labelOf, parentOf, possibleAtoms, topZones } from './oracle-areas'

export type Clause = Pick<BoundaryClause, 'allow' | 'deny'>
/** `first`: the clauses of a retry's first boundary, which the request itself only holds merged. */
export type Asked = { snapshot: Snapshot; request: RouteRequest; now: number; first: readonly Clause[] | null }

export type Expected = {
  code: 'geo_origin_denied' | 'geo_unsatisfiable' | 'geo_no_eligible_node' | 'geo_zone_saturated' | null
  /** Nodes that pass everything, in any rung. */
  eligible: ReadonlySet<string>
  preferredZone: string | null
  ladders: { geo: readonly OracleRung[]; agnostic: readonly OracleRung[] }
  gate: GateState
}
export type OracleRung = {
  rung: string
  token: string
  held: number
  eligible: ReadonlySet<string>
  best: ReadonlySet<string>
  full: number
}

export function expect(asked: Asked): Expected {
  const { snapshot, request, now } = asked
  const config = snapshot.config.source
  const policy = config.subclouds.find(({ slug }) => slug === request.subcloud)?.policy ?? null
  const clauses = clausesOf(config, policy, asked)
  const nodes = [...snapshot.fleet.nodes.values()].filter((node) => now - node.lastSeenAt <= 30 * 24 * 3600 * 1000)
  const passes = (node: FleetNode) =>
    isUp(node, snapshot, now) && isFit(node, asked, policy, clauses) && isEligibleBut(node, asked, config, policy, clauses)
  const eligible = new Set(nodes.filter((node) => passes(node) && isFree(node)).map(({ id }) => id))
  const saturated = new Set(nodes.filter((node) => passes(node) && !isFree(node)).map(({ id }) => id))

  const tokens = preferred(request, policy, clauses)
  const fallback =
    (['none', 'adjacent', 'global'] as const).find((value) => value === policy?.fallback || value === request.geo.fallback) ?? 'global'
  const geo = rungs(ladder(config, tokens, fallback), nodes, eligible, saturated)
  const agnostic = rungs([['agnostic', '*']], nodes, eligible, saturated)
  const preferredZone = tokens[0]?.startsWith('zone:') ? tokens[0].slice(5) : null
  const gate = gateOf(snapshot, preferredZone, now)
  return { code: codeOf(asked, policy, clauses, nodes), eligible, preferredZone, ladders: { geo, agnostic }, gate }
}

/** Whether anything narrows where the job may run. */
export function isRestricted(asked: Asked): boolean {
  const config = asked.snapshot.config.source
  const policy = config.subclouds.find(({ slug }) => slug === asked.request.subcloud)?.policy ?? null
  return clausesOf(config, policy, asked).length > 0
}

/** The refusal that holds whatever the ladder: null where it depends on the ladder's rungs. */
function codeOf(asked: Asked, policy: Policy | null, clauses: readonly Clause[], nodes: readonly FleetNode[]): Expected['code'] {
  if (asked.request.subcloud !== null && policy === null) return 'geo_unsatisfiable'
  if (policy && !isOriginFine(asked.request, policy)) return 'geo_origin_denied'
  return nodes.some((node) => isFit(node, asked, policy, clauses)) ? null : 'geo_unsatisfiable'
}

function clausesOf(config: Config, policy: Policy | null, { request, first }: Asked): readonly Clause[] {
  const key = request.key.geo
  return [
    config.platform.boundary ?? { allow: [], deny: [] },
    policy?.boundary ?? { allow: [], deny: [] },
    { allow: [...(key?.only ?? [])], deny: [...(key?.deny ?? [])] },
    { allow: [...(request.geo.only ?? [])], deny: [...request.geo.deny] },
    ...(first ?? []),
  ].filter(restricts)
}

const restricts = ({ allow, deny }: Clause) => allow.length + deny.length > 0

function isUp(node: FleetNode, { config, panic }: Snapshot, now: number): boolean {
  const { level, place } = node.geo.verdict
  const zone = level === 'contradicted' || level === 'impossible' ? null : labelOf(place.country, place.subdivision)
  const isRelaxed = config.source.platform.panic || (zone !== null && panic?.has(zone))
  if (now - node.lastSeenAt > (node.liveUntil - node.lastSeenAt) * (isRelaxed ? 3 : 1)) return false
  if (node.ejectedUntil && node.ejectedUntil > now) return false
  return node.status === 'serving' && !node.drained && (node.quarantinedUntil === null || node.quarantinedUntil <= now)
}

function isFit(node: FleetNode, { request, snapshot }: Asked, policy: Policy | null, clauses: readonly Clause[]): boolean {
  const own = policy ? snapshot.config.source.subclouds.find(({ slug }) => slug === request.subcloud)!.models : []
  if (!node.environments.includes(request.environment) || !node.models.includes(request.model)) return false
  if (own.length > 0 && !own.includes(request.model)) return false
  if (node.vramGb < (request.requirements.minVramGb ?? 0)) return false
  if (request.requirements.gpu !== null && node.gpu !== request.requirements.gpu) return false
  return isInside(node, clauses)
}

function isInside(node: FleetNode, clauses: readonly Clause[]): boolean {
  if (clauses.length === 0) return true
  const { level, place, borderline } = node.geo.verdict
  if (level === 'contradicted' || level === 'impossible' || borderline || place.country === null) return false
  return possibleAtoms(place.country, place.subdivision).every((atom) => isAtomInside(atom, clauses))
}

const isAtomInside = (atom: string, clauses: readonly Clause[]): boolean =>
  clauses.every(
    ({ allow, deny }) => (allow.length === 0 || allow.some((t) => areaOf(t).has(atom))) && !deny.some((t) => areaOf(t).has(atom)),
  )

function isEligibleBut(
  node: FleetNode,
  { request, first }: Asked,
  config: Config,
  policy: Policy | null,
  clauses: readonly Clause[],
): boolean {
  const holder = holderOf(node, config)
  if (policy === null) {
    if (holder !== null) return false
  } else {
    if (!joins(node, request.subcloud!, policy) || (holder !== null && holder !== request.subcloud)) return false
    if (policy.participation.bans.includes(node.id)) return false
  }
  if (request.retry?.tried.includes(node.id)) return false
  const wanted = minTrustOf(config, policy, request, first)
  if (wanted === 'unverified') return true
  const enough = wanted === 'verified' ? ['verified'] : ['verified', 'consistent']
  return node.geo.verdict.areas.some(
    ({ area, level }) => enough.includes(level) && [...areaOf(area)].every((atom) => isAtomInside(atom, clauses)),
  )
}

function minTrustOf(config: Config, policy: Policy | null, { key, geo }: RouteRequest, first: readonly Clause[] | null): string {
  const own = policy?.boundary !== undefined && restricts(policy.boundary)
  const wanted = [policy?.minTrust ?? (own ? 'consistent' : 'unverified')]
  if (config.platform.boundary && restricts(config.platform.boundary)) wanted.push('consistent')
  if (key.geo?.only?.length || key.geo?.deny?.length || geo.only?.length || geo.deny.length > 0) wanted.push('consistent')
  if (!own && first?.some(restricts)) wanted.push('consistent')
  return ['verified', 'consistent', 'unverified'].find((level) => wanted.includes(level as never))!
}

function holderOf(node: FleetNode, config: Config): string | null {
  const isolating = config.subclouds.filter(({ policy }) => policy.isolate && !policy.participation.bans.includes(node.id))
  const slugs = (of: typeof isolating) => of.map(({ slug }) => slug).sort()
  const assigned = slugs(isolating.filter(({ policy }) => policy.participation.assigned.includes(node.id)))
  return assigned[0] ?? slugs(isolating.filter(({ slug, policy }) => joins(node, slug, policy)))[0] ?? null
}

function joins(node: FleetNode, slug: string, { isolate, participation: { join, criteria, assigned, approved } }: Policy): boolean {
  if (assigned.includes(node.id)) return true
  if (join === 'closed') return false
  if (node.cooling?.includes(slug)) return false
  if ((join === 'semi-open' || isolate) && !node.joins.includes(slug)) return false
  if (join === 'semi-open' && !approved.includes(node.id)) return false
  const { level, place } = node.geo.verdict
  const country = level === 'contradicted' || level === 'impossible' ? null : place.country
  if (criteria.countries && (country === null || !criteria.countries.includes(country))) return false
  return !(criteria.minVramGb !== undefined && node.vramGb < criteria.minVramGb)
}

const isFree = (node: FleetNode) => node.inFlight < node.slots && node.leased < node.slots

function isOriginFine({ origin }: RouteRequest, { originAllow, originDeny, onUnknownOrigin }: Policy): boolean {
  if (originAllow.length + originDeny.length === 0) return true
  const country = origin.address?.place.country ?? null
  if (country === null) return onUnknownOrigin === 'allow'
  const atoms = possibleAtoms(country, origin.address!.place.subdivision)
  const isFine = (atom: string) =>
    (originAllow.length === 0 || originAllow.some((t) => areaOf(t).has(atom))) && !originDeny.some((t) => areaOf(t).has(atom))
  const fine = atoms.filter(isFine).length
  return fine === atoms.length || (fine > 0 && onUnknownOrigin === 'allow')
}

function preferred(request: RouteRequest, policy: Policy | null, clauses: readonly Clause[]): readonly GeoToken[] {
  const label = labelOf(request.origin.country, request.origin.subdivision)
  const sources: (readonly GeoToken[])[] = [
    request.geo.prefer,
    request.key.geo?.prefer ?? [],
    policy?.prefer ?? [],
    label === null ? [] : [`zone:${label}`],
    request.origin.nearest === null ? [] : [`zone:${request.origin.nearest}`],
  ]
  const isPossible = (token: GeoToken) => [...areaOf(token)].some((atom) => isAtomInside(atom, clauses))
  return sources.map((tokens) => tokens.filter(isPossible)).find((tokens) => tokens.length > 0) ?? []
}

function ladder(config: Config, tokens: readonly GeoToken[], fallback: string): [rung: string, token: string][] {
  const [first, ...others] = tokens
  if (first === undefined) return [['global', '*']]
  if (fallback === 'none') return [['preferred', first]]
  const zone = first.startsWith('zone:') ? first.slice(5) : null
  const parent = zone === null ? null : parentOf(zone)
  const tried: [string, string][] = [['preferred', first]]
  for (const token of others) tried.push([parent !== null && token === `zone:${parent}` ? 'ancestor' : 'adjacent', token])
  if (parent !== null) tried.push(['ancestor', `zone:${parent}`])
  for (const code of config.zones.find((one) => one.code === zone)?.neighbours ?? []) tried.push(['adjacent', `zone:${code}`])
  if (fallback === 'global') tried.push(['global', '*'])
  return tried.filter(([, token], i) => tried.findIndex((one) => one[1] === token) === i)
}

function rungs(
  plan: [string, string][],
  nodes: readonly FleetNode[],
  eligible: ReadonlySet<string>,
  saturated: ReadonlySet<string>,
): OracleRung[] {
  const taken = new Set<string>()
  return plan.map(([rung, token]) => {
    const held = nodes.filter((node) => !taken.has(node.id) && holds(token, node))
    for (const node of held) taken.add(node.id)
    const able = held.filter(({ id }) => eligible.has(id))
    const best = Math.min(...able.map(tierOf))
    return {
      rung,
      token,
      held: held.length,
      eligible: new Set(able.map(({ id }) => id)),
      best: new Set(able.filter((node) => tierOf(node) === best).map(({ id }) => id)),
      full: held.filter(({ id }) => saturated.has(id)).length,
    }
  })
}

function holds(token: string, node: FleetNode): boolean {
  if (token === '*') return true
  const { level, place } = node.geo.verdict
  if (level === 'contradicted' || level === 'impossible' || place.country === null) return false
  if (token.startsWith('zone:')) return isWithinZone(labelOf(place.country, place.subdivision), token.slice(5))
  return possibleAtoms(place.country, place.subdivision).every((atom) => areaOf(token as GeoToken).has(atom))
}

function tierOf({ geo: { verdict } }: FleetNode): number {
  if (verdict.level === 'contradicted' || verdict.level === 'impossible') return 2
  return verdict.level === 'unverified' || verdict.place.country === null ? 1 : 0
}

function gateOf({ gate }: Snapshot, zone: string | null, now: number): GateState {
  const order: readonly GateState[] = ['suspended', 'off', 'shadow', 'canary', 'on']
  const override = gate.override && gate.override.expiresAt > now ? gate.override : null
  if (override && override.zone === null) return override.state
  const stateOf = (top: string): GateState => (override?.zone === top ? override.state : (gate.zones[top]?.state ?? 'off'))
  if (zone !== null) return stateOf(parentOf(zone) ?? zone)
  return order.find((state) => topZones.some((top) => stateOf(top) === state))!
}
