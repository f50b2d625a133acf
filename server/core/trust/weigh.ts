// What the address evidence makes of a claim, before time is looked at.
// Confidences are the shares of held-out prefixes on which such evidence was right (measured on published geofeeds): one database at least
// 84 %, two agreeing at least 98.6 %. The others are set between them, in the order of what they are worth.

import type { CompiledConfig } from '../config/compiled'
import type { TrustLevel } from '../config/schema'
import type { ReasonCode } from '../reasons'
import type { AddressAnswer } from './address-answer'
import type { Claim } from './claim'
import { type Fit, fits } from './fits'

export const confidences = {
  measured: 0.99,
  agreed: 0.986,
  override: 0.98,
  history: 0.9,
  one: 0.84,
  claimOnly: 0.5,
  split: 0.4,
  against: 0.02,
} as const

export type Finding = { level: TrustLevel; confidence: number; reasons: readonly ReasonCode[] }

export function weigh(answer: AddressAnswer, fit: Fit | null): Finding {
  const isAgainst = fit === 'outside'
  switch (answer.kind) {
    case 'override':
      return isAgainst
        ? against('trust_override_contradicts')
        : { level: 'consistent', confidence: confidences.override, reasons: ['trust_override_agrees'] }
    case 'agreed':
      return isAgainst
        ? against('trust_address_contradicts')
        : { level: 'consistent', confidence: confidences.agreed, reasons: ['trust_address_agrees'] }
    case 'split':
      // Split over where the address is, but agreed that it is not where the claim says.
      return isAgainst
        ? against('trust_sources_disagree', 'trust_address_contradicts')
        : unverified(confidences.split, 'trust_sources_disagree')
    case 'one':
      return unverified(isAgainst ? 1 - confidences.one : confidences.one, 'trust_one_source')
    case 'relay':
      return unverified(confidences.claimOnly, 'trust_anycast_or_relay')
    case 'nothing':
      return unverified(confidences.claimOnly, 'trust_no_address_evidence')
  }
}

/** Whether the address can be where the claim says; null where the address says nothing. */
export function fitOf(claim: Claim, answer: AddressAnswer, config: CompiledConfig): Fit | null {
  // A borderline position without a tag rules out no neighbour, so an address across the border refutes nothing.
  const fitAt = (country: string, subdivision: string | null): Fit =>
    claim.area === null ? (country === claim.nearer ? 'inside' : 'possible') : fits(claim, { country, subdivision }, config)
  switch (answer.kind) {
    case 'override':
      return fitAt(answer.place.country, answer.place.subdivision)
    case 'agreed':
    case 'one':
      return fitAt(answer.country, null)
    case 'split':
      return answer.countries.every((country) => fitAt(country, null) === 'outside') ? 'outside' : 'possible'
    default:
      return null
  }
}

function against(...reasons: ReasonCode[]): Finding {
  return { level: 'contradicted', confidence: confidences.against, reasons }
}

function unverified(confidence: number, ...reasons: ReasonCode[]): Finding {
  return { level: 'unverified', confidence, reasons }
}
