// The place of a node whose move is not settled: it may be at either position. What is said of it holds of both, so that nothing
// is admitted on the strength of one alone; only the label, a preference, stays that of the settled one.

import { nowhere } from '../config/contain'
import { type TrustLevel, trustLevels } from '../config/schema'
import type { Place } from '../geo/place'
import type { NodeGeo } from '../routing/types'
import type { AreaTrust, Verdict } from './types'

export function between(settled: NodeGeo, newest: NodeGeo): NodeGeo {
  const { verdict, containment } = rank(newest.verdict.level) < rank(settled.verdict.level) ? newest : settled
  const lower: Verdict = { ...verdict, reasons: ['trust_moving', ...verdict.reasons] }
  if (lower.level === 'contradicted' || lower.level === 'impossible') return { verdict: lower, containment }
  const { label, labelBy, zones, jurisdictions } = settled.containment
  const [from, to] = [settled.verdict, newest.verdict]
  if (from.borderline || to.borderline || from.place.country !== to.place.country) {
    const place: Place = { country: null, subdivision: null, point: from.place.point }
    return { verdict: { ...lower, place, borderline: true, areas: [] }, containment: { ...nowhere, label } }
  }
  // A subdivision is the tag's or the address's, and so of both. Without a point a deny list asks whether any of the country is in what it denies.
  const place: Place = { ...from.place, point: null }
  return {
    verdict: { ...lower, place, areas: areasOfBoth(from.areas, to.areas) },
    containment: {
      label,
      labelBy,
      zones: zones.filter((zone) => newest.containment.zones.includes(zone)),
      jurisdictions: jurisdictions.filter((code) => newest.containment.jurisdictions.includes(code)),
    },
  }
}

function areasOfBoth(some: readonly AreaTrust[], others: readonly AreaTrust[]): AreaTrust[] {
  const areas = some.flatMap((one): AreaTrust[] => {
    const other = others.find(({ area }) => area === one.area)
    if (!other) return []
    const { level } = rank(other.level) < rank(one.level) ? other : one
    return [{ area: one.area, level, confidence: Math.min(one.confidence, other.confidence) }]
  })
  return areas.sort((a, b) => rank(b.level) - rank(a.level))
}

const rank = (level: TrustLevel): number => trustLevels.indexOf(level)
