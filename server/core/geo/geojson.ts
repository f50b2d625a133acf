// GeoJSON in and out. What comes in is measured as text before it is parsed (size, brackets), counted before it is looked at, and
// then held to the same rule as every drawn shape. Only areas are taken; points, lines and properties are not what a zone is.

import { limits, type MultiPolygon, type Zone } from '../config/schema'
import type { Position } from './antimeridian'
import { normaliseMultiPolygon } from './polygon-normal'

export type ReadGeoJson =
  | {
      ok: true
      polygons: Position[][][]
      /** Polygons as drawn that were cut at ±180°. */
      cut: number
      /** Geometries that are no areas. */
      skipped: number
    }
  | { ok: false; message: string; at?: readonly [number, number] }

const maxDepth = 16
const maxFeatures = 10_000

export function readGeoJson(text: string): ReadGeoJson {
  if (text.length > limits.zoneBytes)
    return fail(`The file has ${Math.ceil(text.length / 1024)} KiB; a zone may have ${limits.zoneBytes / 1024} KiB.`)
  if (isTooDeep(text)) return fail(`The file is nested deeper than ${maxDepth} levels.`)
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return fail('This is no JSON.')
  }
  const found: { polygons: unknown[]; skipped: number } = { polygons: [], skipped: 0 }
  if (!collect(document, found)) return fail('This is no GeoJSON: a Polygon, MultiPolygon, Feature or FeatureCollection is wanted.')
  if (found.polygons.length === 0) return fail('There is no Polygon or MultiPolygon in it.')
  const coordinates = found.polygons.map(asPolygon)
  if (coordinates.some((polygon) => polygon === null))
    return fail('A polygon is a list of rings, a ring a list of [longitude, latitude] positions.')
  const normal = normaliseMultiPolygon({ type: 'MultiPolygon', coordinates: coordinates as MultiPolygon['coordinates'] })
  if (!normal.ok) return fail(`Polygon ${Number(/^\[(\d+)\]/.exec(normal.path)?.[1] ?? 0) + 1}: ${normal.message}`, normal.at)
  return { ok: true, polygons: normal.polygons, cut: normal.cut.length, skipped: found.skipped }
}

export function zoneFeature(zone: Pick<Zone, 'code' | 'name' | 'polygons'>): string {
  return JSON.stringify(
    { type: 'Feature', id: zone.code, properties: { code: zone.code, name: zone.name }, geometry: zone.polygons },
    null,
    zone.polygons ? undefined : 2,
  )
}

/** Brackets outside strings, counted before anything recurses. */
function isTooDeep(text: string): boolean {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 0x22) {
      for (i++; i < text.length && text.charCodeAt(i) !== 0x22; i++) if (text.charCodeAt(i) === 0x5c) i++
    } else if (c === 0x5b || c === 0x7b) {
      if (++depth > maxDepth) return true
    } else if (c === 0x5d || c === 0x7d) depth--
  }
  return false
}

function collect(value: unknown, found: { polygons: unknown[]; skipped: number }): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { type, features, geometry, geometries, coordinates } = value as Record<string, unknown>
  switch (type) {
    case 'FeatureCollection':
      return Array.isArray(features) && features.length <= maxFeatures && features.every((each) => collect(each, found))
    case 'Feature':
      if (geometry === null) return true
      return collect(geometry, found)
    case 'GeometryCollection':
      return Array.isArray(geometries) && geometries.length <= maxFeatures && geometries.every((each) => collect(each, found))
    case 'Polygon':
      found.polygons.push(coordinates)
      return true
    case 'MultiPolygon':
      if (!Array.isArray(coordinates)) return false
      found.polygons.push(...coordinates)
      return true
    case 'Point':
    case 'MultiPoint':
    case 'LineString':
    case 'MultiLineString':
      found.skipped++
      return true
    default:
      return false
  }
}

function asPolygon(value: unknown): number[][][] | null {
  const isPosition = (each: unknown) =>
    Array.isArray(each) && each.length >= 2 && typeof each[0] === 'number' && typeof each[1] === 'number'
  const isRing = (each: unknown) => Array.isArray(each) && each.every(isPosition)
  return Array.isArray(value) && value.every(isRing) ? (value as number[][][]) : null
}

const fail = (message: string, at?: readonly [number, number]): ReadGeoJson => ({ ok: false, message, ...(at && { at }) })
