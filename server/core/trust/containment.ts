// Which areas contain a node, for routing. Two uses that must not be confused: `zones` and `jurisdictions` are read by
// boundaries, `label` by preference (rungs, coverage, the map). Contradicted: none of them. Borderline: a label only,
// of the nearer side, so that the node is preferred there and inside nobody's boundary. A zone's tag counts as
// membership of that zone; how far it is believed is the verdict's business, not containment's.

import type { CompiledConfig } from '../config/compiled'
import { contain } from '../config/contain'
import type { Containment, Place, ZoneCode } from '../geo/place'
import type { AddressAnswer } from './address-answer'
import type { Claim } from './claim'
import type { Verdict } from './types'

const nowhere: Containment = { label: null, labelBy: null, zones: [], jurisdictions: [] }

export function containmentOf(
  claim: Claim,
  verdict: Pick<Verdict, 'level' | 'place'>,
  answer: AddressAnswer,
  config: CompiledConfig,
): Containment {
  if (verdict.level === 'contradicted' || verdict.level === 'impossible') return nowhere
  if (claim.borderline) return { ...nowhere, label: borderLabel(claim, answer, config) }
  return claimContainment(claim.zone, verdict.place, config)
}

/** What contains the place, and the tagged zone with its ancestors where it isn't among them already. */
export function claimContainment(zone: ZoneCode | null, place: Place, config: CompiledConfig): Containment {
  const base = contain(config, place, 'medium')
  const tagged = zone === null ? undefined : config.zones.get(zone)
  if (!tagged) return base
  const zones = [...new Set([...base.zones, tagged.code, ...tagged.ancestors])]
  const isLabelWithin = base.label !== null && tagged.descendants.has(base.label)
  return isLabelWithin ? { ...base, zones } : { ...base, label: tagged.code, labelBy: null, zones }
}

function borderLabel(claim: Claim, answer: AddressAnswer, config: CompiledConfig): ZoneCode | null {
  const ofCountry = (country: string | null) =>
    country === null ? null : contain(config, { country, subdivision: null, point: null }, 'medium').label
  const tagged = claim.zone ?? ofCountry(claim.country)
  return ofCountry(claim.nearer) ?? tagged ?? ofCountry(answer.kind === 'agreed' || answer.kind === 'one' ? answer.country : null)
}
