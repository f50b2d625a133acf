// Makes public/map/world.json, the dashboard's offline basemap, and country-centres.json: countries of Natural Earth 1:50m (world-atlas), simplified,
// cut at ±180°, with ISO alpha-2 codes. For display only: who is where is decided by server/core. Run: npx tsx server/cli/basemap.ts

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Feature } from 'geojson'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { cutLine, cutRing, unwrap } from './basemap/cut'
import { alpha2ByNumeric } from './basemap/iso-numeric'
import { type Position, simplifyArc } from './basemap/simplify'

/** Square degrees; about 20 km of detail at the equator. */
const minArea = 0.012
const target = 'public/map/world.json'

type Countries = GeometryCollection<{ name: string }>
const source = createRequire(import.meta.url).resolve('world-atlas/countries-50m.json')
const topology = JSON.parse(readFileSync(source, 'utf8')) as Topology<{ countries: Countries }>
const { scale, translate } = topology.transform!

const arcs = topology.arcs.map((arc) => {
  let [x, y] = [0, 0]
  const absolute = arc.map(([dx, dy]): Position => {
    x += dx!
    y += dy!
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]]
  })
  return simplifyArc(unwrap(absolute), minArea)
})
const simplified = { type: 'Topology', objects: topology.objects, arcs } as unknown as typeof topology
const countries = simplified.objects.countries

/** Natural Earth draws these inside their mother countries; here they have codes of their own: [west, south, east, north]. */
const territories: Record<string, readonly [code: string, name: string, box: readonly [number, number, number, number]][]> = {
  FR: [
    ['GF', 'French Guiana', [-55, 2, -51, 6]],
    ['GP', 'Guadeloupe', [-62, 15.7, -60.9, 16.6]],
    ['MQ', 'Martinique', [-61.4, 14.3, -60.7, 15]],
    ['RE', 'Réunion', [55, -21.5, 56, -20.7]],
    ['YT', 'Mayotte', [44.9, -13.1, 45.4, -12.5]],
  ],
  NO: [['SJ', 'Svalbard and Jan Mayen', [-10, 70.5, 36, 81]]],
  NL: [['BQ', 'Caribbean Netherlands', [-69, 11, -62, 18]]],
}
// North Cape lies within Svalbard's latitudes: mainland Norway keeps what is south of 71.5° and east of 0°.
const isNorway = ([lng, lat]: Position) => lat < 72 && lng > 0

const round = (value: number) => Math.round(value * 100) / 100
const compact = (ring: readonly Position[]) =>
  ring
    .map(([lng, lat]): Position => [round(lng), round(lat)])
    .filter((p, i, all) => i === 0 || p[0] !== all[i - 1]![0] || p[1] !== all[i - 1]![1])

const byCode = new Map<string, { name: string; polygons: Position[][][] }>()
for (const geometry of countries.geometries) {
  const { geometry: shape } = feature(simplified, geometry) as Feature
  const polygons = (
    shape.type === 'Polygon' ? [shape.coordinates] : shape.type === 'MultiPolygon' ? shape.coordinates : []
  ) as Position[][][]
  const code = alpha2ByNumeric.get(String(geometry.id)) ?? ''
  const name = (geometry.properties as { name?: string } | undefined)?.name ?? ''
  for (const polygon of polygons) {
    // Antarctica comes as a ring along the pole with the coast as its hole: the coast is what counts, cutRing closes it.
    const [outer, ...holes] = polygon.filter((ring) => ring.some(([, lat]) => lat > -89.9))
    const pieces = cutRing(outer!)
    if (pieces.length > 1 && holes.length > 0) throw new Error(`${name} crosses ±180° and has holes: extend the cut`)
    for (const piece of pieces) {
      const rings = [piece, ...holes].map(compact).filter((ring) => ring.length >= 4)
      if (rings.length === 0) continue
      const centre = middle(rings[0]!)
      const territory = (territories[code] ?? []).find(([own, , box]) => isIn(centre, box) && !(own === 'SJ' && isNorway(centre)))
      const key = territory?.[0] ?? (code || name)
      const entry = byCode.get(key) ?? { name: territory?.[1] ?? name, polygons: [] }
      entry.polygons.push(rings)
      byCode.set(key, entry)
    }
  }
}

const features = [...byCode]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([code, { name, polygons }], id) => ({
    type: 'Feature',
    id: id + 1,
    properties: { kind: 'country', iso: code.length === 2 ? code : '', name },
    geometry: { type: 'MultiPolygon', coordinates: polygons },
  }))
const borders = mesh(simplified, countries as never, (a, b) => a !== b).coordinates as Position[][]
const lines = {
  type: 'Feature',
  id: features.length + 1,
  properties: { kind: 'border' },
  geometry: {
    type: 'MultiLineString',
    coordinates: borders
      .flatMap(cutLine)
      .map(compact)
      .filter((line) => line.length > 1),
  },
}

// Where what is known only by country is drawn: the middle of the country's largest part.
const centres = [...byCode]
  .filter(([code]) => code.length === 2)
  .map(([code, { polygons }]): [string, Position] => [code, compact([middle(largest(polygons.map(([outer]) => outer!)))])[0]!])
  .sort(([a], [b]) => (a < b ? -1 : 1))
const centresText = `{\n${centres.map(([code, at]) => `  "${code}": [${at.join(', ')}]`).join(',\n')}\n}\n`
writeFileSync('app/_components/map/country-centres.json', centresText)

mkdirSync('public/map', { recursive: true })
const text = `${JSON.stringify({ type: 'FeatureCollection', features: [...features, lines] })}\n`
writeFileSync(target, text)
process.stdout.write(`${target}: ${features.length} countries, ${(text.length / 1024).toFixed(0)} KiB\n`)

function largest(rings: readonly Position[][]): Position[] {
  const area = (ring: readonly Position[]) =>
    Math.abs(ring.reduce((sum, [x, y], i) => sum + x * ring[(i + 1) % ring.length]![1] - ring[(i + 1) % ring.length]![0] * y, 0))
  return rings.reduce((best, ring) => (area(ring) > area(best) ? ring : best))
}

function middle(ring: readonly Position[]): Position {
  const lngs = ring.map(([lng]) => lng)
  const lats = ring.map(([, lat]) => lat)
  return [(Math.min(...lngs) + Math.max(...lngs)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2]
}

function isIn([lng, lat]: Position, [west, south, east, north]: readonly [number, number, number, number]): boolean {
  return lng >= west && lng <= east && lat >= south && lat <= north
}
