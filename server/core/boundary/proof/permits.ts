// Whether one node may serve one request: everything that policy demands of it, each rule on its own. The first that is
// broken is the clause that a counterexample names.

import type { Place } from '../../geo/place'
import type { FleetNode } from '../../routing/types'
import { type Breach, insideClauses, type Rules, type Verdict } from './clauses'
import { atLeast, isDisbelieved, isSameGpu, type Membership } from './members'

const month = 30 * 24 * 60 * 60 * 1000

/** What is asked of the same rules again with every node. */
export type Asked = { areas: Map<string, boolean>; places: Map<string, Verdict> }
export const nothingAsked = (): Asked => ({ areas: new Map(), places: new Map() })

export function permits(node: FleetNode, membership: Membership, rules: Rules, asked: Asked): Verdict {
  const broken = plainBreach(node, membership, rules)
  if (broken !== null) return { breach: broken, undecided: false }
  if (rules.clauses.length > 0) {
    const { verdict } = node.geo
    if (verdict.borderline || isDisbelieved(node))
      return fail('boundary', `Its place is ${verdict.borderline ? 'astride a border' : verdict.level}: that is inside no boundary.`)
    const place = standingOf(verdict.place, rules, asked)
    if (place.breach !== null) return place
    const trust = trustBreach(node, rules, asked)
    return { breach: trust, undecided: place.undecided }
  }
  return { breach: trustBreach(node, rules, asked), undecided: false }
}

function plainBreach(node: FleetNode, membership: Membership, { request, ownModels, now, panic }: Rules): Breach | null {
  const say = (kind: string, sentence: string): Breach => ({ kind, layer: null, token: null, sentence })
  const heard = heardOf(node, now, panic)
  if (heard === 'forgotten') return say('liveness', 'It was last seen over 30 days ago.')
  if (!node.environments.includes(request.environment)) return say('environment', `It does not serve ${request.environment}.`)
  if (heard === 'silent') return say('liveness', 'It has been silent for too long.')
  if (node.status !== 'serving' || node.drained || isQuarantined(node, now)) return say('drained', 'It is drained, leaving or quarantined.')
  if (!node.models.includes(request.model)) return say('model', `It does not have ${request.model}.`)
  if (ownModels.length > 0 && !ownModels.includes(request.model)) return say('model', `The Subcloud does not offer ${request.model}.`)
  const { minVramGb, gpu } = request.requirements
  if (node.vramGb < (minVramGb ?? 0) || (gpu !== null && !isSameGpu(gpu, node.gpu)))
    return say('hardware', 'It lacks the hardware asked for.')
  const { holder, isMember, isBanned } = membership
  if (holder !== null && holder !== request.subcloud) return say('subcloud', `It is isolated in ${holder}.`)
  if (!isMember) return say('subcloud', `It is no member of ${request.subcloud}.`)
  if (isBanned) return say('ban', `${request.subcloud} has banned it.`)
  if (request.retry?.tried.includes(node.id)) return say('tried', 'The job has been tried on it already.')
  if (!hasFreeSlot(node)) return say('capacity', 'It has no free slot.')
  return null
}

export function heardOf({ lastSeenAt, liveUntil }: FleetNode, now: number, panic: boolean): 'live' | 'silent' | 'forgotten' {
  if (now - lastSeenAt > month) return 'forgotten'
  return now > lastSeenAt + (liveUntil - lastSeenAt) * (panic ? 3 : 1) ? 'silent' : 'live'
}

export const isQuarantined = ({ quarantinedUntil }: FleetNode, now: number): boolean => quarantinedUntil !== null && quarantinedUntil > now
export const hasFreeSlot = ({ inFlight, leased, slots }: FleetNode): boolean => Math.max(inFlight, leased) < slots

function standingOf(place: Place, { clauses, geography }: Rules, { places }: Asked): Verdict {
  const key = `${place.country} ${place.subdivision} ${place.point}`
  const verdict = places.get(key) ?? insideClauses(clauses, place, geography)
  places.set(key, verdict)
  return verdict
}

function trustBreach(node: FleetNode, rules: Rules, { areas }: Asked): Breach | null {
  if (rules.minTrust === 'unverified') return null
  const enough = node.geo.verdict.areas.filter(({ level }) => atLeast(level, rules.minTrust))
  const isWithin = (area: string): boolean => {
    const known = areas.get(area) ?? isAreaInside(area, rules)
    areas.set(area, known)
    return known
  }
  if (enough.some(({ area }) => isWithin(area))) return null
  const sentence = `No area within the boundary is ${rules.minTrust} for it${enough.length > 0 ? `; ${enough[0]!.area} is, and reaches outside` : ''}.`
  return { kind: 'trust', layer: null, token: enough[0]?.area ?? null, sentence }
}

/** Whether every place of an area is inside. Of a drawn part nothing is said here: its position is the boundary's own question. */
function isAreaInside(token: string, { clauses, geography }: Rules): boolean {
  if (clauses.length === 0) return true
  const area = geography.areaOf(token, 'stated')
  if (area === null) return false
  const places: Place[] = [...area.countries].map((country) => ({ country, subdivision: null, point: null }))
  for (const subdivision of area.subdivisions) places.push({ country: null, subdivision, point: null })
  return (places.length > 0 || area.drawn.length > 0) && places.every((place) => insideClauses(clauses, place, geography).breach === null)
}

function fail(kind: string, sentence: string): Verdict {
  return { breach: { kind, layer: null, token: null, sentence }, undecided: false }
}
