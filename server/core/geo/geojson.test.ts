import { describe, expect, it } from 'vitest'
import { rectangle } from './draw/rectangle'
import { readGeoJson, zoneFeature } from './geojson'

const square = rectangle({ west: 0, south: 0, east: 10, north: 10 })
const polygon = (...rings: number[][][]) => ({ type: 'Polygon', coordinates: rings })
const read = (value: unknown) => readGeoJson(typeof value === 'string' ? value : JSON.stringify(value))

describe('GeoJSON', () => {
  it('is taken from any wrapping, and points are counted as left out', () => {
    const feature = { type: 'Feature', properties: { name: 'x' }, geometry: polygon(square) }
    for (const value of [
      polygon(square),
      feature,
      { type: 'FeatureCollection', features: [feature] },
      { type: 'GeometryCollection', geometries: [polygon(square)] },
    ])
      expect(read(value)).toEqual({ ok: true, polygons: [[square]], cut: 0, skipped: 0 })
    const mixed = { type: 'FeatureCollection', features: [feature, { type: 'Feature', geometry: { type: 'Point', coordinates: [0, 0] } }] }
    expect(read(mixed)).toMatchObject({ ok: true, skipped: 1 })
  })

  it('goes out and comes back the same', () => {
    const zone = { code: 'A', name: 'A', polygons: { type: 'MultiPolygon' as const, coordinates: [[square]] } }
    expect(read(zoneFeature(zone))).toMatchObject({ ok: true, polygons: [[square]] })
  })

  it('z09 is cut where it crosses ±180°, and never goes the long way round', () => {
    expect(
      read(
        polygon([
          [170, 0],
          [-170, 0],
          [-170, 10],
          [170, 10],
          [170, 0],
        ]),
      ),
    ).toMatchObject({ ok: true, cut: 1, polygons: { length: 2 } })
  })

  it('z10 is refused with a reason, at once, whatever it is', () => {
    const bowTie = [
      [0, 0],
      [10, 10],
      [10, 0],
      [0, 4],
      [0, 0],
    ]
    const many = Array.from({ length: 60_000 }, (_, i) => [i % 10, i % 7])
    const refusals: [string, RegExp][] = [
      [`${'['.repeat(10_000)}${']'.repeat(10_000)}`, /nested deeper/],
      [JSON.stringify({ ...polygon(square), note: '['.repeat(40) }), /^$/],
      [JSON.stringify(polygon(many)), /vertices/],
      ['x'.repeat(2 * 1024 * 1024), /KiB/],
      ['{', /no JSON/],
      ['null', /no GeoJSON/],
      ['{"type":"Point","coordinates":[0,0]}', /no Polygon/],
      ['{"type":"Polygon","coordinates":[[0,0]]}', /list of rings/],
      ['{"type":"Polygon","coordinates":[[["a",0],[1,1],[2,2],["a",0]]]}', /list of rings/],
      [
        JSON.stringify(
          polygon([
            [0, 0],
            [1, 0],
            [1, 1],
          ]),
        ),
        /four positions/,
      ],
      [
        JSON.stringify(
          polygon([
            [0, 80],
            [90, 80],
            [180, 80],
            [-90, 80],
            [0, 80],
          ]),
        ),
        /pole/,
      ],
      ['{"type":"Polygon","coordinates":[[[1e999,0],[1,0],[1,1],[1e999,0]]]}', /finite/],
    ]
    for (const [text, reason] of refusals) {
      const started = process.cpuUsage()
      const result = readGeoJson(text)
      const { user, system } = process.cpuUsage(started)
      expect((user + system) / 1000).toBeLessThan(200)
      if (reason.source === '^$') expect(result.ok).toBe(true)
      else expect(result).toMatchObject({ ok: false, message: expect.stringMatching(reason) })
    }
    expect(read(polygon(bowTie))).toMatchObject({ ok: false, at: [2.8571, 2.8571], message: expect.stringContaining('crosses itself') })
  })
})
