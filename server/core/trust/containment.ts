// Which areas contain a node, for routing. Two uses that must not be confused: `zones` and `jurisdictions` are read by
// boundaries, `label` by preference (rungs, coverage, the map). Contradicted: none of them. Borderline: a label only,
// of the nearer side, so that the node is preferred there and inside nobody's boundary. A zone's tag counts as
// membership of that zone; how far it is believed is the verdict's business, not containment's.

import type { CompiledConfig } from '../config/compiled'
import { contain, nowhere } from '../config/contain'
import type { TrustLevel } from '../config/schema'
import type { Containment, Place, ZoneCode } from '../geo/place'
import type { AddressAnswer } from './address-answer'
import type { Claim } from './claim'
import { containArea } from './contain-area'

export function containmentOf(claim: Claim, level: TrustLevel, place: Place, answer: AddressAnswer, config: CompiledConfig): Containment {
  if (level === 'contradicted' || level === 'impossible') return nowhere
  if (claim.borderline) return { ...nowhere, label: borderLabel(claim, answer, config) }
  return claimContainment(claim.zone, place, config)
}

/** What contains the place, and the tagged zone with its ancestors where it isn't among them already. */
export function claimContainment(zone: ZoneCode | null, place: Place, config: CompiledConfig): Containment {
  const base =
    place.point === null || config.zonesWithShape.length === 0
      ? containArea(config, place.country, place.subdivision)
      : contain(config, place, 'medium')
  const tagged = zone === null ? undefined : config.zones.get(zone)
  if (!tagged) return base
  const zones = [...new Set([...base.zones, tagged.code, ...tagged.ancestors])]
  const isLabelWithin = base.label !== null && tagged.descendants.has(base.label)
  return isLabelWithin ? { ...base, zones } : { ...base, label: tagged.code, labelBy: null, zones }
}

function borderLabel(claim: Claim, answer: AddressAnswer, config: CompiledConfig): ZoneCode | null {
  const ofCountry = (country: string | null) => containArea(config, country).label
  const tagged = claim.zone ?? ofCountry(claim.country)
  return ofCountry(claim.nearer) ?? tagged ?? ofCountry(answer.kind === 'agreed' || answer.kind === 'one' ? answer.country : null)
}
