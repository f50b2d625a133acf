// Where zones overlap and what none of them covers, with areas and nodes. A country that two list has a known area and two drawn
// shapes are cut exactly; a drawn shape over a listed country, and what shapes leave of an unlisted one, are added up over
// cells of land, which may come in any number of sittings. Allowed, both of them: this is for seeing, not for refusing.

import { countryAreaKm2 } from '../../geo/country-bounds'
import { areaOf, type Polygons, shared } from '../../geo/draw/clip'
import type { Place } from '../../geo/place'
import { isInShape } from '../../geo/polygon'
import type { CompiledConfig, CompiledZone } from '../compiled'
import { contain } from '../contain'
import { countries } from '../countries'
import { declaredMembers } from '../members'
import type { LandCell } from './land-cells'

export type Overlap = {
  zones: readonly [string, string]
  /** Listed by both. */
  countries: string[]
  subdivisions: string[]
  areaKm2: number
  /** How much of the area was added up over cells. */
  estimatedKm2: number
  nodes: number
}
export type Gaps = { countries: { code: string; km2: number }[]; km2: number; nodes: number }

export type Survey = { visit(cell: LandCell): void; overlaps(nodes: readonly Place[]): Overlap[]; gaps(nodes: readonly Place[]): Gaps }

/** Shapes with more vertices than this together are compared over cells only: exact cutting of them takes seconds. */
const exactVertices = 2000

export function survey(config: CompiledConfig): Survey {
  const listed = listedBy(config)
  const shapes = config.zonesWithShape
  const apart = (a: CompiledZone, b: CompiledZone) => a !== b && !a.ancestors.includes(b.code) && !b.ancestors.includes(a.code)
  const isExact = (a: CompiledZone, b: CompiledZone) => vertices(a) + vertices(b) <= exactVertices
  const estimated = new Map<string, number>()
  const land = new Map<string, { all: number; open: number }>()

  const add = (a: CompiledZone, b: CompiledZone, km2: number) => {
    if (apart(a, b)) estimated.set(pairKey(a, b), (estimated.get(pairKey(a, b)) ?? 0) + km2)
  }
  return {
    visit({ country, at, km2 }) {
      const drawn = shapes.filter((zone) => isInShape(at, zone.shape!))
      const named = (country !== null && listed.countries.get(country)) || []
      for (const [i, a] of drawn.entries()) {
        for (const b of named) if (!drawn.includes(b) && !named.includes(a)) add(a, b, km2)
        for (const b of drawn.slice(i + 1)) if (!isExact(a, b) && !(named.includes(a) && named.includes(b))) add(a, b, km2)
      }
      if (country === null || named.length > 0) return
      const tally = land.get(country) ?? { all: 0, open: 0 }
      land.set(country, { all: tally.all + km2, open: tally.open + (drawn.length === 0 ? km2 : 0) })
    },

    overlaps(nodes) {
      const pairs = new Map<string, Overlap>()
      const pair = (a: CompiledZone, b: CompiledZone): Overlap => {
        const key = pairKey(a, b)
        const known = pairs.get(key) ?? {
          zones: a.code < b.code ? [a.code, b.code] : [b.code, a.code],
          countries: [],
          subdivisions: [],
          areaKm2: 0,
          estimatedKm2: 0,
          nodes: 0,
        }
        pairs.set(key, known)
        return known
      }
      for (const [country, zones] of listed.countries) {
        for (const [a, b] of pairsOf(zones, apart)) {
          const known = pair(a, b)
          known.countries.push(country)
          known.areaKm2 += countryAreaKm2(country)
        }
      }
      for (const [code, zones] of listed.subdivisions) for (const [a, b] of pairsOf(zones, apart)) pair(a, b).subdivisions.push(code)
      for (const [a, b] of pairsOf(shapes, apart)) {
        if (!boxesTouch(a, b) || !isExact(a, b)) continue
        const km2 = areaOf(shared(polygonsOf(a), polygonsOf(b)))
        if (km2 > 0) pair(a, b).areaKm2 += km2
      }
      for (const [key, km2] of estimated) {
        const [a, b] = key.split(' ') as [string, string]
        const known = pair(config.zones.get(a)!, config.zones.get(b)!)
        known.areaKm2 += km2
        known.estimatedKm2 += km2
      }
      const within = nodes.map((place) => new Set(contain(config, place, 'high').zones))
      return [...pairs.values()]
        .map((each) => ({ ...each, nodes: within.filter((zones) => zones.has(each.zones[0]) && zones.has(each.zones[1])).length }))
        .sort((a, b) => b.areaKm2 - a.areaKm2 || (pairText(a) < pairText(b) ? -1 : 1))
    },

    gaps(nodes) {
      // Islands smaller than a cell have none: they count whole.
      const unlisted = [...countries.keys()].filter((code) => !listed.countries.has(code))
      const open = unlisted
        .map((code) => ({ code, km2: countryAreaKm2(code) * openShare(land.get(code)) }))
        .filter(({ km2 }) => km2 > 0)
        .sort((a, b) => b.km2 - a.km2 || (a.code < b.code ? -1 : 1))
      return {
        countries: open,
        km2: open.reduce((sum, { km2 }) => sum + km2, 0),
        nodes: nodes.filter((place) => contain(config, place, 'high').label === null).length,
      }
    },
  }
}

/** Zones by what they themselves list; a parent is not listed for its children's countries. */
function listedBy(config: CompiledConfig) {
  const countries = new Map<string, CompiledZone[]>()
  const subdivisions = new Map<string, CompiledZone[]>()
  const push = (map: Map<string, CompiledZone[]>, code: string, zone: CompiledZone) => map.set(code, [...(map.get(code) ?? []), zone])
  for (const zone of config.zones.values()) {
    const own = declaredMembers(zone)
    for (const code of own.countries) push(countries, code, zone)
    for (const code of own.subdivisions) push(subdivisions, code, zone)
  }
  return { countries, subdivisions }
}

function* pairsOf(zones: readonly CompiledZone[], apart: (a: CompiledZone, b: CompiledZone) => boolean) {
  for (const [i, a] of zones.entries()) for (const b of zones.slice(i + 1)) if (apart(a, b)) yield [a, b] as const
}

const openShare = (land: { all: number; open: number } | undefined) => (land ? land.open / land.all : 1)

function boxesTouch(a: CompiledZone, b: CompiledZone): boolean {
  return a.shape!.bboxes.some((p) => b.shape!.bboxes.some((q) => p[0] < q[2] && q[0] < p[2] && p[1] < q[3] && q[1] < p[3]))
}

const pairKey = (a: CompiledZone, b: CompiledZone) => (a.code < b.code ? `${a.code} ${b.code}` : `${b.code} ${a.code}`)
const pairText = ({ zones }: Overlap) => zones.join(' ')
const polygonsOf = (zone: CompiledZone): Polygons => zone.shape!.polygons as Polygons
const vertices = (zone: CompiledZone) => zone.shape!.polygons.reduce((sum, rings) => sum + rings.reduce((n, ring) => n + ring.length, 0), 0)
