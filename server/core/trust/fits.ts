// Whether a place known only by country (and perhaps subdivision) can be the claimed one. `possible` is the honest
// answer where the claim is finer than the knowledge: a subdivision, or a zone drawn as a polygon. It refutes nothing
// and proves only the country.

import type { CompiledConfig } from '../config/compiled'
import type { Place, ZoneCode } from '../geo/place'
import { containArea } from './contain-area'

export type Fit = 'inside' | 'possible' | 'outside'

export function fits(
  claim: { country: string | null; subdivision: string | null; zone: ZoneCode | null },
  known: Pick<Place, 'country' | 'subdivision'> & { country: string },
  config: CompiledConfig,
): Fit {
  if (claim.country !== null && claim.country !== known.country) return 'outside'
  if (claim.subdivision !== null && known.subdivision !== null && claim.subdivision !== known.subdivision) return 'outside'
  if (claim.zone !== null) return fitsZone(claim.zone, known, config)
  return claim.subdivision !== null && known.subdivision === null ? 'possible' : 'inside'
}

function fitsZone(code: ZoneCode, known: { country: string; subdivision: string | null }, config: CompiledConfig): Fit {
  if (containArea(config, known.country, known.subdivision).zones.includes(code)) return 'inside'
  const zone = config.zones.get(code)
  if (!zone) return 'outside'
  // A drawn zone may reach anywhere, unless it lies in one that is declared by countries alone and excludes this one.
  for (const each of [zone, ...zone.ancestors.flatMap((a) => config.zones.get(a) ?? [])]) {
    const reachable = isDrawn(each.code, config) || each.allCountries.has(known.country) || hasPartOf(each.allSubdivisions, known)
    if (!reachable) return 'outside'
  }
  return 'possible'
}

/** Whether any of the zone's own area comes from a polygon: then countries do not bound it. */
function isDrawn(code: ZoneCode, config: CompiledConfig): boolean {
  const zone = config.zones.get(code)
  if (!zone) return false
  if (zone.shape !== null) return true
  const declared = zone.countries.length + zone.subdivisions.length > 0
  return !declared && [...zone.descendants].some((d) => d !== code && (config.zones.get(d)?.shape ?? null) !== null)
}

function hasPartOf(subdivisions: ReadonlySet<string>, known: { country: string; subdivision: string | null }): boolean {
  if (known.subdivision !== null) return subdivisions.has(known.subdivision)
  for (const each of subdivisions) if (each.startsWith(`${known.country}-`)) return true
  return false
}
