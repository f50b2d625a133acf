// The parts of a split as the dialog holds them: at first the whole zone and an empty one, then cut on as often as one likes. Pure.

import type { ZonePart } from '@/server/core/config/edit/split-zone'
import type { Zone } from '@/server/core/config/schema'
import type { Position } from '@/server/core/geo/antimeridian'
import { cutByLine, cutByOutline, isLeftOf, type Polygons } from '@/server/core/geo/draw/clip'
import type { LngLat } from '@/server/core/geo/place'
import { normaliseMultiPolygon } from '@/server/core/geo/polygon-normal'
import { isInRing } from '@/server/core/geo/ring'

export type Parts = readonly ZonePart[]
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

export function startSplit(zone: Zone): Parts {
  const { countries, subdivisions, polygons, anchors } = zone
  return addPart(zone, [{ ...named(zone, 1), countries, subdivisions, polygons, anchors }])
}

export function addPart(zone: Zone, parts: Parts): Parts {
  let number = parts.length + 1
  while (parts.some(({ code }) => code === named(zone, number).code)) number++
  return [...parts, { ...named(zone, number), countries: [], subdivisions: [], polygons: null, anchors: [] }]
}

/** What it held goes back to the first of the others. */
export function dropPart(parts: Parts, at: number): Parts {
  const gone = parts[at]!
  const [heir, ...rest] = parts.filter((part) => part !== gone)
  if (!heir) return parts
  const shapes = [...(heir.polygons?.coordinates ?? []), ...(gone.polygons?.coordinates ?? [])]
  return [
    {
      ...heir,
      countries: [...heir.countries, ...gone.countries].sort(),
      subdivisions: [...heir.subdivisions, ...gone.subdivisions].sort(),
      polygons: multiPolygon(shapes),
      anchors: [...heir.anchors, ...gone.anchors],
    },
    ...rest,
  ]
}

/** A country or subdivision into another part. */
export function dealTo(parts: Parts, member: string, to: number): Parts {
  const kind = member.includes('-') ? 'subdivisions' : 'countries'
  return parts.map((part, i) => {
    const without = part[kind].filter((code) => code !== member)
    return { ...part, [kind]: i === to ? [...without, member].sort() : without }
  })
}

/**
 * One part in two: what is left of the line or inside the outline stays, the rest goes to the first empty part or to a new one.
 * Countries go by where their middle is; those without one stay. Null where all of it is on one side.
 */
export function cutPart(zone: Zone, parts: Parts, at: number, blade: Blade, centreOf: (country: string) => LngLat | null): Parts | null {
  const part = parts[at]!
  const isKept = (code: string) => {
    const centre = centreOf(code.slice(0, 2))
    return centre === null || isFirst(centre, blade)
  }
  const [kept, moved] = cutShape(part.polygons, blade)
  const [stays, goes] = [true, false].map((side) => ({
    countries: part.countries.filter((code) => isKept(code) === side),
    subdivisions: part.subdivisions.filter((code) => isKept(code) === side),
    polygons: multiPolygon(side ? kept : moved),
    anchors: part.anchors.filter(({ lng, lat }) => isFirst([lng, lat], blade) === side),
  })) as [Contents, Contents]
  if (isEmpty(stays) || isEmpty(goes)) return null
  const empty = parts.findIndex((each, i) => i !== at && isEmpty(each))
  const all = empty < 0 ? addPart(zone, parts) : parts
  const to = empty < 0 ? parts.length : empty
  return all.map((each, i) => (i === at ? { ...each, ...stays } : i === to ? { ...each, ...goes } : each))
}

type Contents = Omit<ZonePart, 'code' | 'name'>

/** Anchors alone are no place. */
const isEmpty = ({ countries, subdivisions, polygons }: Contents): boolean =>
  countries.length + subdivisions.length === 0 && polygons === null

function cutShape(shape: Zone['polygons'], blade: Blade): readonly [Polygons, Polygons] {
  const normal = shape && normaliseMultiPolygon(shape)
  if (!normal?.ok) return [[], []]
  if (blade.kind === 'outline') return cutByOutline(normal.polygons, blade.positions)
  const cut = cutByLine(normal.polygons, blade.positions)
  if (cut) return cut
  const at = normal.polygons[0]?.[0]?.[0]
  return at && isFirst(at, blade) ? [normal.polygons, []] : [[], normal.polygons]
}

const named = (zone: Zone, number: number) => ({ code: `${zone.code}-${number}`, name: `${zone.name} ${number}` })
const multiPolygon = (polygons: Polygons | NonNullable<Zone['polygons']>['coordinates']): Zone['polygons'] =>
  polygons.length === 0 ? null : { type: 'MultiPolygon', coordinates: polygons }
const isFirst = (at: LngLat, { kind, positions }: Blade): boolean =>
  kind === 'line' ? isLeftOf(at, positions) === true : isInRing(at, positions)
const isIn = (value: number | undefined, most: number) => value !== undefined && Number.isFinite(value) && Math.abs(value) <= most
const round = (degrees: number) => Math.round(degrees * 1000) / 1000
