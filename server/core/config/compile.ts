// From the document to lookups. Total: it never throws on a configuration that parses, and what check.ts would refuse
// (cycles, missing parents, unreadable polygons) only ever loses zones or members here, so that nothing widens.

import { countryAreaKm2 } from '../geo/country-bounds'
import { compileShape } from '../geo/polygon'
import { normaliseMultiPolygon } from '../geo/polygon-normal'
import { KnownOrigins } from '../origin/known-origins'
import { toEnd } from '../steps'
import { compileOverrides } from './compile-overrides'
import type { CompiledConfig, CompiledZone } from './compiled'
import { DrawnZones } from './drawn-zones'
import { successors } from './lineage'
import { declaredMembers } from './members'
import { type Config, limits, type Zone } from './schema'
import { rankZones } from './zone-rank'

export const compileConfig = (config: Config, revision: number): CompiledConfig => toEnd(compileSteps(config, revision))

/** The same zone by zone, for whoever has other things to do meanwhile: what is drawn takes its time. */
export function* compileSteps(config: Config, revision: number): Generator<void, CompiledConfig> {
  const zones = yield* compileZones(config.zones.filter(isLive))
  const ranked = [...zones.values()].sort(rankZones)
  const zonesWithShape = ranked.filter((zone) => zone.shape !== null)
  const zoneByCountry = new Map<string, string>()
  const zoneBySubdivision = new Map<string, string>()
  const zonesByCountry = new Map<string, Set<string>>()
  const zonesBySubdivision = new Map<string, Set<string>>()
  // Best first, so that the first to claim a code keeps it, and the closure lists come out deepest first.
  for (const zone of ranked) {
    const own = declaredMembers(zone)
    for (const code of own.countries) if (!zoneByCountry.has(code)) zoneByCountry.set(code, zone.code)
    for (const code of own.subdivisions) if (!zoneBySubdivision.has(code)) zoneBySubdivision.set(code, zone.code)
    for (const code of zone.allCountries) addTo(zonesByCountry, code, zone.code)
    for (const code of zone.allSubdivisions) addTo(zonesBySubdivision, code, zone.code)
  }
  const jurisdictions: CompiledConfig['jurisdictions'] = new Map(
    config.jurisdictions.map((entry) => {
      const members = declaredMembers(entry)
      return [entry.code, { ...entry, countrySet: new Set(members.countries), subdivisionSet: new Set(members.subdivisions) }]
    }),
  )
  const jurisdictionsByCountry = new Map<string, Set<string>>()
  const jurisdictionsBySubdivision = new Map<string, Set<string>>()
  for (const [code, entry] of [...jurisdictions].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const country of entry.countrySet) addTo(jurisdictionsByCountry, country, code)
    for (const subdivision of entry.subdivisionSet) addTo(jurisdictionsBySubdivision, subdivision, code)
  }
  return {
    revision,
    source: config,
    zones,
    topZones: [...zones.values()].filter((zone) => zone.depth === 0).map((zone) => zone.code),
    successors: successors(config.zones),
    zoneByCountry,
    zoneBySubdivision,
    zonesByCountry: toLists(zonesByCountry),
    zonesBySubdivision: toLists(zonesBySubdivision),
    zonesWithShape,
    drawn: new DrawnZones(zonesWithShape),
    jurisdictions,
    jurisdictionsByCountry: toLists(jurisdictionsByCountry),
    jurisdictionsBySubdivision: toLists(jurisdictionsBySubdivision),
    subclouds: new Map(config.subclouds.map((subcloud) => [subcloud.slug, subcloud])),
    models: new Set(config.models),
    overrides: compileOverrides(config.overrides),
    origins: new KnownOrigins(),
  }
}

/** Deprecated zones still work; drafts do not yet, retired ones no longer. */
export const isLive = (zone: Zone): boolean => zone.status === 'published' || zone.status === 'deprecated'

function* compileZones(live: readonly Zone[]): Generator<void, Map<string, CompiledZone>> {
  const byCode = new Map<string, Zone>()
  for (const zone of live) if (!byCode.has(zone.code)) byCode.set(zone.code, zone)
  const chains = new Map<string, string[]>()
  for (const zone of byCode.values()) {
    const chain = ancestorsOf(zone, byCode)
    if (chain) chains.set(zone.code, chain)
  }
  const descendants = new Map<string, Set<string>>([...chains.keys()].map((code) => [code, new Set([code])]))
  for (const [code, chain] of chains) for (const ancestor of chain) descendants.get(ancestor)?.add(code)

  const own = new Map<string, ReturnType<typeof declaredMembers> & Pick<CompiledZone, 'shape'>>()
  for (const code of chains.keys()) {
    const zone = byCode.get(code)!
    const cut = zone.polygons && normaliseMultiPolygon(zone.polygons)
    const shape = cut?.ok && cut.polygons.length > 0 ? compileShape(cut.polygons) : null
    own.set(code, { ...declaredMembers(zone), shape })
    yield
  }
  const compiled = new Map<string, CompiledZone>()
  for (const [code, ancestors] of chains) {
    const family = [...descendants.get(code)!].map((member) => own.get(member)!)
    const allCountries = new Set(family.flatMap((member) => member.countries))
    compiled.set(code, {
      ...byCode.get(code)!,
      depth: ancestors.length,
      ancestors,
      descendants: descendants.get(code)!,
      top: ancestors.at(-1) ?? code,
      allCountries,
      allSubdivisions: new Set(family.flatMap((member) => member.subdivisions)),
      areaKm2:
        [...allCountries].reduce((sum, country) => sum + countryAreaKm2(country), 0) +
        family.reduce((sum, { shape }) => sum + (shape?.areaKm2 ?? 0), 0),
      shape: own.get(code)!.shape,
    })
  }
  return compiled
}

/** Nearest first; null for a zone on a cycle or too deep. A parent that is not live leaves the zone at the top. */
function ancestorsOf(zone: Zone, byCode: ReadonlyMap<string, Zone>): string[] | null {
  const chain: string[] = []
  for (let at = zone.parent; at !== null; ) {
    const parent = byCode.get(at)
    if (!parent) break
    if (at === zone.code || chain.length >= limits.zoneDepth - 1) return null
    chain.push(at)
    at = parent.parent
  }
  return chain
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key)
  if (set) set.add(value)
  else map.set(key, new Set([value]))
}

const toLists = (map: ReadonlyMap<string, ReadonlySet<string>>): Map<string, readonly string[]> =>
  new Map([...map].map(([key, set]) => [key, [...set]]))
