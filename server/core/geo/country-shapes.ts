// Country of a point, for GPS and cities. No answer within 10 km of a border (the atlas is good to about a kilometre and a
// position may be off by more), and none in areas without a code. A point just off the coast belongs to the coast when
// only one country is near.

import { countryByNumeric } from '../config/countries'
import { BorderIndex } from './border-index'
import { isUndrawnIslet, ownerOf } from './country-territories'
import { IndexedPolygon } from './indexed-polygon'
import type { LngLat } from './place'
import { arcNumber, decodeArcs, polygonsOf, stitchRing, type Topology } from './topology'

export type CountryShapes = { areas: readonly { owner: string | null; polygon: IndexedPolygon }[]; borders: BorderIndex }

export type CountryAt = {
  /** Null in the open sea, near a border, and where nobody has a code. */
  country: string | null
  /** To the nearest land border of any two areas; infinite beyond 50 km. A coast is no border. */
  nearBorderKm: number
}

export const borderMarginKm = 10
/** Harbours, piers and islets that the atlas leaves out. */
const coastKm = [2, 5]

export function buildCountryShapes(topology: Topology): CountryShapes {
  const arcs = decodeArcs(topology)
  const areas: { owner: string | null; polygon: IndexedPolygon }[] = []
  // Who uses an arc, first; and which arcs two different areas use.
  const firstUser = new Map<number, string>()
  const borderArcs = new Set<number>()
  for (const geometry of topology.objects.countries.geometries) {
    const drawn = countryByNumeric.get(String(geometry.id ?? ''))?.code ?? geometry.properties?.name ?? ''
    for (const chains of polygonsOf(geometry)) {
      const polygon = new IndexedPolygon(chains.map((chain) => stitchRing(chain, arcs)))
      const owner = ownerOf(drawn, polygon.middle)
      areas.push({ owner, polygon })
      const user = owner ?? `${drawn}?`
      for (const arc of chains.flat().map(arcNumber)) {
        const before = firstUser.get(arc)
        if (before === undefined) firstUser.set(arc, user)
        else if (before !== user) borderArcs.add(arc)
      }
    }
  }
  return { areas, borders: new BorderIndex([...borderArcs].map((arc) => arcs[arc]!)) }
}

export function countryAt(point: LngLat, shapes: CountryShapes): CountryAt {
  const nearBorderKm = shapes.borders.distanceKm(point)
  if (nearBorderKm < borderMarginKm) return { country: null, nearBorderKm }
  const owner = ownerAt(point, shapes)
  return { country: owner === undefined ? coastalOwner(point, shapes) : owner, nearBorderKm }
}

/** The side of a border that a point is on, however near: good for a preference, never for a boundary. */
export function sideAt(point: LngLat, shapes: CountryShapes): string | null {
  return ownerAt(point, shapes) ?? null
}

/** Undefined at sea, null in an area without a code. */
function ownerAt([x, y]: LngLat, shapes: CountryShapes): string | null | undefined {
  for (const { owner, polygon } of shapes.areas) if (polygon.contains(x, y)) return owner
  return undefined
}

/** The one country within a few kilometres, looked for in sixteen directions; null when there are none or two. */
function coastalOwner([x, y]: LngLat, shapes: CountryShapes): string | null {
  const found = new Set<string | null>()
  const kmPerDegree = 111.2
  for (const km of coastKm) {
    for (let i = 0; i < 16; i++) {
      const angle = (i * Math.PI) / 8
      const lat = y + (km / kmPerDegree) * Math.sin(angle)
      const lng = x + ((km / kmPerDegree) * Math.cos(angle)) / Math.max(0.01, Math.cos((y * Math.PI) / 180))
      const owner = ownerAt([lng, lat], shapes)
      if (owner !== undefined) found.add(owner)
    }
  }
  return found.size === 1 && !isUndrawnIslet(x, y) ? [...found][0]! : null
}
