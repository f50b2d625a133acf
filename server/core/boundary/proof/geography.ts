// What a configuration's tokens cover, read from its document alone, and how a place stands to a token. Four answers:
// provably in, provably out, `maybe` (the place is known too coarsely to say) and `unknown` (this table is).

import type { Config } from '../../config/schema'
import type { LngLat, Place } from '../../geo/place'
import { countryOf, isTerritory, lawfulMembers, subdivisionStanding } from './iso'
import { standingInRings } from './rings'

export type Standing = 'in' | 'out' | 'maybe' | 'unknown'
/** `narrow`: what an allow list may count on. `wide`: what a deny list must take in. They differ from `stated` where a list departs from the law. */
export type Reading = 'narrow' | 'wide' | 'stated'
type Polygons = readonly (readonly (readonly LngLat[])[])[]
export type Area = { countries: ReadonlySet<string>; subdivisions: readonly string[]; drawn: Polygons }

export type Geography = {
  areaOf(token: string, reading: Reading): Area | null
  standing(token: string, place: Place, reading: Reading): Standing
  /** A zone's ancestors, and its neighbours, each with the zones that replace it. */
  around(zone: string): readonly string[]
  zones: readonly string[]
  topZones: readonly string[]
}

const weight: Record<Standing, number> = { out: 0, unknown: 1, maybe: 2, in: 3 }
export const strongest = (all: Iterable<Standing>): Standing => [...all].reduce((a, b) => (weight[b] > weight[a] ? b : a), 'out')

export function readGeography(config: Config): Geography {
  const live = config.zones.filter(({ status }) => status === 'published' || status === 'deprecated')
  const byCode = new Map(live.map((zone) => [zone.code, zone]))
  const parentOf = (code: string) => byCode.get(code)?.parent ?? null
  const isUnder = (code: string | null, top: string, depth = 0): boolean =>
    code !== null && depth < 10 && (code === top || isUnder(parentOf(code), top, depth + 1))
  const areas = new Map<string, Area | null>()

  function areaOf(token: string, reading: Reading): Area | null {
    const key = `${reading} ${token}`
    if (!areas.has(key)) areas.set(key, workOut(token, reading))
    return areas.get(key) ?? null
  }
  function workOut(token: string, reading: Reading): Area | null {
    const code = token.slice(token.indexOf(':') + 1)
    if (token.startsWith('country:')) return area([code], [])
    if (token.startsWith('subdivision:')) return area([], [code])
    if (token.startsWith('zone:')) {
      if (!byCode.has(code)) return null
      const members = live.filter((zone) => isUnder(zone.code, code))
      const drawn = members.flatMap(({ polygons }) => (polygons?.coordinates ?? []) as unknown as Polygons)
      return {
        ...area(
          members.flatMap((z) => z.countries),
          members.flatMap((z) => z.subdivisions),
        ),
        drawn,
      }
    }
    const stated = config.jurisdictions.find((one) => one.code === code)
    if (!stated) return null
    const own = area(stated.countries, stated.subdivisions)
    const law = lawfulMembers.get(code)
    if (!law || reading === 'stated') return own
    const countries = reading === 'narrow' ? [...own.countries].filter((one) => law.has(one)) : [...own.countries, ...law]
    const subdivisions = own.subdivisions.filter((one) => reading === 'wide' || law.has(one.slice(0, 2)))
    return { countries: new Set(countries), subdivisions, drawn: [] }
  }

  function standing(token: string, at: Place, reading: Reading): Standing {
    const place = settle(at)
    if (place.country === null) return 'maybe'
    const area = areaOf(token, reading)
    return area === null ? (reading === 'wide' ? 'maybe' : 'out') : standingIn(area, place)
  }

  function around(code: string): readonly string[] {
    const ancestors: string[] = []
    for (let at = parentOf(code); at !== null && ancestors.length < 10; at = parentOf(at)) ancestors.push(at)
    const neighbours = byCode.get(code)?.neighbours ?? []
    const successors = live.filter(({ replaces }) => replaces.some((name) => neighbours.includes(name)))
    return [...ancestors, ...neighbours, ...successors.map((zone) => zone.code)]
  }

  const zones = live.map(({ code }) => code)
  return { areaOf, standing, around, zones, topZones: zones.filter((code) => parentOf(code) === null) }
}

function area(countries: readonly string[], subdivisions: readonly string[]): Area {
  const own = subdivisions.filter((code) => !isTerritory(code))
  return { countries: new Set([...countries, ...subdivisions.filter(isTerritory).map(countryOf)]), subdivisions: own, drawn: [] }
}

function standingIn(area: Area, { country, subdivision, point }: Place): Standing {
  if (area.countries.has(country!)) return 'in'
  const found: Standing[] = area.subdivisions
    .filter((code) => countryOf(code) === country)
    .map((code) => (subdivision === null ? 'maybe' : subdivisionStanding(subdivision, code)))
  for (const polygon of area.drawn) found.push(point === null ? 'unknown' : standingInRings(point, polygon))
  return strongest(found)
}

/** One country, and at most one subdivision of it; where the two disagree nothing is known. */
function settle({ country, subdivision, point }: Place): Place {
  if (subdivision === null) return { country, subdivision, point }
  const own = countryOf(subdivision)
  if (country !== null && country !== own && !(isTerritory(subdivision) && country === subdivision.slice(0, 2)))
    return { country: null, subdivision: null, point }
  return { country: own, subdivision: isTerritory(subdivision) ? null : subdivision, point }
}
