import { describe, expect, it } from 'vitest'
import { areaOf, type Polygons } from '../../geo/draw/clip'
import { rectangle } from '../../geo/draw/rectangle'
import { compileConfig } from '../compile'
import { configSchema } from '../schema'
import { overlapShapes } from './overlap-shapes'

const box = (west: number, south: number, east: number, north: number): Polygons => [[rectangle({ west, south, east, north })]]
const outlines = [
  { country: 'DE', polygons: box(6, 47, 15, 55) },
  { country: 'PL', polygons: box(15, 49, 24, 55) },
  { country: null, polygons: box(30, 40, 31, 41) },
]

/** What one zone shares with others, as the areas that are drawn. */
function found(zones: readonly object[], code: string) {
  const config = compileConfig(configSchema.parse({ zones: zones.map((zone, i) => ({ name: `Zone ${i}`, ...zone })) }), 1)
  const walk = overlapShapes(config, code, outlines)
  let step = walk.next()
  while (!step.done) step = walk.next()
  return step.value.map(({ with: other, polygons }) => [other, Math.round(areaOf(polygons) / 1000)])
}
const drawn = (polygons: Polygons) => ({ polygons: { type: 'MultiPolygon', coordinates: polygons } })
const km2 = (polygons: Polygons) => Math.round(areaOf(polygons) / 1000)

describe('the overlaps of a zone', () => {
  it('are the countries that both list', () => {
    const zones = [
      { code: 'A', countries: ['DE', 'PL'] },
      { code: 'B', countries: ['DE'] },
    ]
    expect(found(zones, 'A')).toEqual([['B', km2(box(6, 47, 15, 55))]])
    expect(found(zones, 'B')).toEqual([['A', km2(box(6, 47, 15, 55))]])
  })

  it('are what two shapes share, and what a shape takes of a listed country', () => {
    const zones = [
      { code: 'A', ...drawn(box(0, 40, 10, 50)) },
      { code: 'B', ...drawn(box(8, 45, 20, 60)) },
      { code: 'C', countries: ['DE'] },
      { code: 'D', ...drawn(box(100, 0, 101, 1)) },
    ]
    expect(found(zones, 'A')).toEqual([
      ['B', km2(box(8, 45, 10, 50))],
      ['C', km2(box(6, 47, 10, 50))],
    ])
    expect(found(zones, 'C')).toEqual([
      ['A', km2(box(6, 47, 10, 50))],
      ['B', km2(box(8, 47, 15, 55))],
    ])
    expect(found(zones, 'D')).toEqual([])
  })

  it('are none with zones above or below it, nor of a zone that is not there', () => {
    const zones = [
      { code: 'A', countries: ['DE'] },
      { code: 'A-1', parent: 'A', ...drawn(box(6, 47, 10, 50)) },
    ]
    expect(found(zones, 'A')).toEqual([])
    expect(found(zones, 'A-1')).toEqual([])
    expect(found(zones, 'NONE')).toEqual([])
  })
})
