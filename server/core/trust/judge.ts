// How far a node's stated place is believed, from address evidence alone: two independent databases or an admin's
// override can make it `consistent` or `contradicted`, never more. Only a measured round trip can reach `verified`, so
// nothing here does unless a measurement says so (`lastVerifiedAt`). Evidence ages: verified 24 h, consistent 72 h.
// What speaks against the claim does not age: silence must not improve a contradicted node.

import type { CompiledConfig } from '../config/compiled'
import type { NodeGeo } from '../routing/types'
import { readAddress } from './address-answer'
import { claimedAreas } from './areas'
import { placeOf, supportedPlace } from './believed-place'
import { between } from './between'
import { type Claim, readClaim } from './claim'
import { containmentOf } from './containment'
import type { Evidence, Verdict } from './types'
import { confidences, type Finding, fitOf, weigh } from './weigh'

const HOUR_MS = 3_600_000
/** At this age a verdict has lapsed to `consistent`. */
const verifiedForMs = 24 * HOUR_MS
/** Past this age a verdict has lapsed to `unverified`. */
const consistentForMs = 72 * HOUR_MS

/**
 * Everything that routing needs of a node's place: the verdict, and what contains the node, which it is partly made from. To be
 * asked again when evidence or configuration change, and now and then besides. 15–25 µs a node on a busy 2-core machine.
 */
export function judge(evidence: Evidence, config: CompiledConfig, now: number): NodeGeo {
  const settled = judgeSettled(evidence, config, now)
  const { claim } = evidence
  if (claim.moving === null) return settled
  // What was believed of one place says nothing of another.
  const there: Evidence = { ...evidence, claim: { ...claim, gps: claim.moving }, lastConsistentAt: null, lastVerifiedAt: null }
  return between(settled, judgeSettled(there, config, now))
}

function judgeSettled(evidence: Evidence, config: CompiledConfig, now: number): NodeGeo {
  const claim = readClaim(evidence.claim, config)
  const answer = readAddress(evidence.address)
  const fit = isClaimed(claim) ? fitOf(claim, answer, config) : null
  const { level, confidence, reasons } = findingOf(evidence, claim, now, weigh(answer, fit), fit === 'outside')
  const place = placeOf(claim, answer, fit, level)
  const containment = containmentOf(claim, level, place, answer, config)
  const supported = reasons.includes('trust_measured') ? place : supportedPlace(place, answer)
  const isUntested = level === 'consistent' && fit === 'possible' && !claim.borderline
  const verdict: Verdict = {
    level,
    areas: claimedAreas({ claim, place, containment, supported, level, confidence }, config),
    place,
    borderline: claim.borderline,
    reasons: [...claim.reasons, ...reasons, ...(isUntested ? ['trust_area_untested'] : [])],
    judgedAt: now,
  }
  return { verdict, containment }
}

/**
 * Until when the verdict on the same evidence stays what it is, also if the address is seen again meanwhile: only what ages can
 * change it. An address that was not fresh may be the next moment.
 */
export function holdsUntil(evidence: Ages & { observedAt: number }, judgedAt: number): number {
  const { observedAt, lastVerifiedAt, lastConsistentAt } = evidence
  let until = observedAt + consistentForMs
  if (until < judgedAt) return judgedAt
  const lapse = (at: number | null, forMs: number) => {
    if (at !== null && at + forMs >= judgedAt) until = Math.min(until, at + forMs)
  }
  lapse(lastVerifiedAt, verifiedForMs)
  lapse(lastVerifiedAt, consistentForMs)
  lapse(lastConsistentAt, consistentForMs)
  return until
}

type Ages = Pick<Evidence, 'lastVerifiedAt' | 'lastConsistentAt'>

/** Whether the verdict rests on what the address says now of a settled place, not on history: this is what moves `lastConsistentAt`. */
export function agreesNow(verdict: Verdict): boolean {
  const { reasons } = verdict
  return !reasons.includes('trust_moving') && (reasons.includes('trust_address_agrees') || reasons.includes('trust_override_agrees'))
}

function findingOf(evidence: Evidence, claim: Claim, now: number, present: Finding, isAgainst: boolean): Finding {
  if (claim.conflict) return { level: 'contradicted', confidence: confidences.against, reasons: [] }
  // Nothing is claimed, so nothing can be agreed with or contradicted: the address alone gives the place.
  if (!isClaimed(claim))
    return { ...present, level: 'unverified', reasons: ['trust_no_claim', ...present.reasons.filter((r) => !r.endsWith('_agrees'))] }
  if (present.level === 'contradicted') return present

  const verifiedAge = ageOf(evidence.lastVerifiedAt, now)
  if (verifiedAge < verifiedForMs)
    return { level: 'verified', confidence: confidences.measured, reasons: ['trust_measured', ...present.reasons] }
  const isFresh = now - evidence.address.observedAt <= consistentForMs
  if (present.level === 'consistent' && isFresh) return present
  // A database that fell silent does not undo what it said of this same claim; one that now says otherwise does.
  const hasFallenSilent =
    present.reasons.includes('trust_no_address_evidence') || (present.reasons.includes('trust_one_source') && !isAgainst)
  const isRemembered = verifiedAge <= consistentForMs || (hasFallenSilent && ageOf(evidence.lastConsistentAt, now) <= consistentForMs)
  if (isRemembered) {
    return {
      level: 'consistent',
      confidence: confidences.history,
      reasons: ['trust_earlier_evidence', ...present.reasons.filter((r) => !r.endsWith('_agrees'))],
    }
  }
  if (isFresh) return present
  return { level: 'unverified', confidence: Math.min(present.confidence, confidences.claimOnly), reasons: ['trust_evidence_old'] }
}

/** A borderline position claims the side that it is on, if only for preference. */
function isClaimed(claim: Claim): boolean {
  return claim.area !== null || claim.borderline
}

function ageOf(at: number | null, now: number): number {
  return at === null ? Number.POSITIVE_INFINITY : now - at
}
