// Where a place is: the one zone that labels it, and every zone and jurisdiction that contains it. A subdivision also
// belongs to its country; a polygon counts only when the position is believed (confidence medium or more).

import type { Containment, Place, ZoneCode } from '../geo/place'
import { normalisePlace } from '../geo/subdivision-aliases'
import { subdivisionChain } from '../geo/subdivision-parents'
import type { Confidence } from '../origin/types'
import type { CompiledConfig, CompiledZone } from './compiled'
import { countryCode, countryNumber } from './countries'
import type { DrawnSet } from './drawn-zones'
import { rankClaims, rankZones } from './zone-rank'

export const nowhere: Containment = { label: null, labelBy: null, zones: [], jurisdictions: [] }

export function contain(config: CompiledConfig, at: Place, confidence: Confidence): Containment {
  const { country, subdivision, point } = normalisePlace(at)
  const believed = point !== null && (confidence === 'medium' || confidence === 'high')
  const drawn = believed ? config.drawn.at(point) : config.drawn.nowhere
  return subdivision === null ? containIn(config, country, drawn) : workOut(config, country, subdivision, drawn.zones)
}

/** Of somewhere in a country, by its number, with nothing more known. */
export function containCountry(config: CompiledConfig, number: number): Containment {
  const { nowhere } = config.drawn
  return nowhere.known[number] ?? remember(config, countryCode(number), number, nowhere)
}

function containIn(config: CompiledConfig, country: string | null, drawn: DrawnSet): Containment {
  const number = country === null ? 0 : countryNumber(country)
  // There are some hundred countries, and without end of what else may be written for one.
  if (number === 0 && country !== null) return workOut(config, country, null, drawn.zones)
  return drawn.known[number] ?? remember(config, country, number, drawn)
}

function remember(config: CompiledConfig, country: string | null, number: number, { zones, known }: DrawnSet): Containment {
  const containment = workOut(config, country, null, zones)
  known[number] = containment
  return containment
}

function workOut(config: CompiledConfig, country: string | null, subdivision: string | null, drawn: readonly CompiledZone[]): Containment {
  if (country === null && drawn.length === 0) return nowhere
  const claims: { zone: CompiledZone; by: NonNullable<Containment['labelBy']> }[] = drawn.map((zone) => ({ zone, by: 'polygon' }))
  const claim = (code: ZoneCode | undefined, by: 'subdivision' | 'country') => {
    const zone = code === undefined ? undefined : config.zones.get(code)
    if (zone) claims.push({ zone, by })
  }
  const around = subdivision === null ? [] : subdivisionChain(subdivision)
  for (const code of around) claim(config.zoneBySubdivision.get(code), 'subdivision')
  if (country !== null) claim(config.zoneByCountry.get(country), 'country')
  const best = claims.sort(rankClaims)[0]

  return {
    label: best?.zone.code ?? null,
    labelBy: best?.by ?? null,
    zones: allZones(config, country, around, drawn),
    jurisdictions: allJurisdictions(config, country, around),
  }
}

function allZones(
  config: CompiledConfig,
  country: string | null,
  around: readonly string[],
  drawn: readonly CompiledZone[],
): readonly ZoneCode[] {
  const byCountry = (country !== null && config.zonesByCountry.get(country)) || []
  const bySubdivision = around.flatMap((code) => config.zonesBySubdivision.get(code) ?? [])
  if (drawn.length === 0 && bySubdivision.length === 0) return byCountry
  const codes = new Set([...byCountry, ...bySubdivision, ...drawn.flatMap((zone) => [zone.code, ...zone.ancestors])])
  return [...codes]
    .map((code) => config.zones.get(code)!)
    .sort(rankZones)
    .map((zone) => zone.code)
}

function allJurisdictions(config: CompiledConfig, country: string | null, around: readonly string[]): readonly string[] {
  const byCountry = (country !== null && config.jurisdictionsByCountry.get(country)) || []
  const bySubdivision = around.flatMap((code) => config.jurisdictionsBySubdivision.get(code) ?? [])
  return bySubdivision.length === 0 ? byCountry : [...new Set([...byCountry, ...bySubdivision])].sort()
}
