// The two halves of a split as the dialog holds them, and the parts they come to. Pure.

import type { ZonePart } from '@/server/core/config/edit/split-zone'
import type { Zone } from '@/server/core/config/schema'
import type { Position } from '@/server/core/geo/antimeridian'
import { cutByLine, cutByOutline, isLeftOf, type Polygons } from '@/server/core/geo/draw/clip'
import type { LngLat } from '@/server/core/geo/place'
import { normaliseMultiPolygon } from '@/server/core/geo/polygon-normal'
import { isInRing } from '@/server/core/geo/ring'

export type Half = 0 | 1
export type Names = readonly [{ code: string; name: string }, { code: string; name: string }]
/** Which half each country and subdivision goes to, by code. */
export type Dealt = Readonly<Record<string, Half>>

export type Blade = { kind: 'line' | 'outline'; positions: Position[] }

/** `10,70; 12,30` longitude first, as GeoJSON has it; three or more that end where they began are an outline. Null: cannot be read. */
export function readBlade(text: string): Blade | null {
  const positions = text
    .split(/[;\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => part.split(/[\s,]+/).map(Number))
  if (positions.length < 2 || positions.some(([lng, lat, more]) => !isIn(lng, 180) || !isIn(lat, 90) || more !== undefined)) return null
  const [first, last] = [positions[0]!, positions.at(-1)!]
  const isClosed = positions.length >= 4 && first[0] === last[0] && first[1] === last[1]
  return { kind: isClosed ? 'outline' : 'line', positions: positions as Position[] }
}

export const bladeText = (positions: readonly Position[]): string => positions.map(([lng, lat]) => `${round(lng)},${round(lat)}`).join('; ')

/** Countries by where their middle is: left of the line or inside the outline is the first half. Others stay where they were dealt. */
export function dealByBlade(zone: Zone, blade: Blade, centreOf: (country: string) => LngLat | null, dealt: Dealt): Dealt {
  const next: Record<string, Half> = { ...dealt }
  for (const code of [...zone.countries, ...zone.subdivisions]) {
    const centre = centreOf(code.slice(0, 2))
    if (centre) next[code] = isFirst(centre, blade) ? 0 : 1
  }
  return next
}

export function partsOf(zone: Zone, names: Names, dealt: Dealt, blade: Blade | null): readonly [ZonePart, ZonePart] {
  const shapes = cutShape(zone, blade)
  const part = (half: Half): ZonePart => ({
    ...names[half],
    countries: zone.countries.filter((code) => (dealt[code] ?? 0) === half),
    subdivisions: zone.subdivisions.filter((code) => (dealt[code] ?? 0) === half),
    polygons: shapes[half].length === 0 ? null : { type: 'MultiPolygon', coordinates: shapes[half] },
    anchors: zone.anchors.filter(({ lng, lat }) => (blade ? isFirst([lng, lat], blade) : true) === (half === 0)),
  })
  return [part(0), part(1)]
}

/** Without a blade, or where it misses, what is drawn goes to the first half whole. */
function cutShape(zone: Zone, blade: Blade | null): readonly [Polygons, Polygons] {
  const normal = zone.polygons && normaliseMultiPolygon(zone.polygons)
  if (!normal?.ok) return [[], []]
  if (!blade) return [normal.polygons, []]
  if (blade.kind === 'outline') return cutByOutline(normal.polygons, blade.positions)
  const cut = cutByLine(normal.polygons, blade.positions)
  if (cut) return cut
  const at = normal.polygons[0]?.[0]?.[0]
  return at && isFirst(at, blade) ? [normal.polygons, []] : [[], normal.polygons]
}

const isFirst = (at: LngLat, { kind, positions }: Blade): boolean =>
  kind === 'line' ? isLeftOf(at, positions) === true : isInRing(at, positions)
const isIn = (value: number | undefined, most: number) => value !== undefined && Number.isFinite(value) && Math.abs(value) <= most
const round = (degrees: number) => Math.round(degrees * 1000) / 1000
