// Requests as the proof puts them, and the rule on where they may come from: by the address alone, denied where in doubt.

import type { Containment, Place } from '../../geo/place'
import type { Origin } from '../../origin/types'
import type { RouteRequest } from '../../routing/types'
import type { Breach, Rules } from './clauses'

const nowhere: Containment = { label: null, labelBy: null, zones: [], jurisdictions: [] }

export const unknownOrigin: Origin = {
  country: null,
  subdivision: null,
  cell: null,
  source: 'none',
  confidence: 'none',
  containment: nowhere,
  nearest: null,
  address: null,
  reasons: [],
}

export function originAt(place: Place, containment: Containment): Origin {
  const { country, subdivision } = place
  if (country === null) return unknownOrigin
  const address = { place: { country, subdivision }, containment }
  return { ...unknownOrigin, country, subdivision, source: 'geoip', confidence: 'high', containment, address }
}

/** A gateway's word for it, while the address says something else. */
export function statedOrigin(stated: Origin, real: Origin): Origin {
  return { ...stated, source: 'stated', address: real.address }
}

export function plainRequest(subcloud: string | null, model: string, origin = unknownOrigin): RouteRequest {
  return {
    model,
    environment: 'mainnet',
    subcloud,
    key: { id: 'proof', geo: null },
    origin,
    geo: { prefer: [], only: null, deny: [], fallback: null },
    requirements: { minVramGb: 24, gpu: null },
    affinityKey: null,
    retry: null,
  }
}

export function originBreach({ policy, request, geography }: Rules): Breach | null | 'uncertain' {
  if (policy === null || policy.originAllow.length + policy.originDeny.length === 0) return null
  const breach: Breach = { kind: 'origin', layer: 'subcloud', token: null, sentence: 'The policy does not accept jobs from there.' }
  const doubt = policy.onUnknownOrigin === 'allow' ? null : breach
  const address = request.origin.address
  if (!address?.place.country) return doubt
  const place = { ...address.place, point: null }
  const allow = policy.originAllow.map((token) => geography.standing(token, place, 'stated'))
  const deny = policy.originDeny.map((token) => geography.standing(token, place, 'stated'))
  if ([...allow, ...deny].includes('unknown')) return 'uncertain'
  if (deny.includes('in') || (allow.length > 0 && !allow.includes('in') && !allow.includes('maybe'))) return breach
  return deny.includes('maybe') || (allow.length > 0 && !allow.includes('in')) ? doubt : null
}
