// Trust is per area: the same evidence that proves a country to be likely says nothing of a zone drawn through its
// middle. Each area that contains the place gets the verdict's level where the evidence alone puts the node inside it,
// and `unverified` where only the claim does. Of a contradicted claim the areas are listed as refused, so that coverage
// and the screens know what was claimed.

import type { CompiledConfig } from '../config/compiled'
import { type TrustLevel, trustLevels } from '../config/schema'
import type { Containment, GeoToken, Place } from '../geo/place'
import type { Claim } from './claim'
import { containArea } from './contain-area'
import { claimContainment } from './containment'
import type { AreaTrust } from './types'
import { confidences } from './weigh'

type Judged = { claim: Claim; place: Place; containment: Containment; supported: Place; level: TrustLevel; confidence: number }

export function claimedAreas(
  { claim, place, containment, supported, level, confidence }: Judged,
  config: CompiledConfig,
): readonly AreaTrust[] {
  if (level === 'contradicted' || level === 'impossible') {
    const claimed: Place = { country: claim.country, subdivision: claim.subdivision, point: null }
    return tokensOf(claimed, claimContainment(claim.zone, claimed, config)).map((area) => ({ area, level, confidence }))
  }
  if (claim.borderline) return []
  const supportedTokens = new Set(tokensOf(supported, containArea(config, supported.country, supported.subdivision)))
  // A measurement speaks for the whole claim, a tagged zone included.
  if (level === 'verified' && claim.area !== null) supportedTokens.add(claim.area)
  const areas = tokensOf(place, containment).map((area): AreaTrust => {
    if (supportedTokens.has(area)) return { area, level, confidence }
    return { area, level: 'unverified', confidence: Math.min(confidence, confidences.claimOnly) }
  })
  return areas.sort((a, b) => trustLevels.indexOf(b.level) - trustLevels.indexOf(a.level))
}

function tokensOf(place: Place, { zones, jurisdictions }: Containment): GeoToken[] {
  const tokens: GeoToken[] = []
  if (place.country !== null) tokens.push(`country:${place.country}`)
  if (place.subdivision !== null) tokens.push(`subdivision:${place.subdivision}`)
  return [...tokens, ...zones.map((z): GeoToken => `zone:${z}`), ...jurisdictions.map((j): GeoToken => `jurisdiction:${j}`)]
}
