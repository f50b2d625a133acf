import { expect, it } from 'vitest'
import type { ZoneCollection } from '@/server/control/services/zones/schemas'
import type { ZoneLook } from '../../../_lib/use-zones'
import { drawnZones, shapesOf, zoneFiles } from './zone-files'

const zone = (code: string): ZoneLook => ({
  code,
  name: code,
  parent: null,
  status: 'published',
  gate: null,
  countries: ['DE'],
  subdivisions: [],
  neighbours: ['NA'],
  models: { met: 1, served: 2 },
  nodes: { live: 3, total: 4 },
  anchors: [],
  bias: 0,
  priority: 0,
  conditions: { hot: [], panic: null, ejected: 0 },
  free: 5,
  slots: 6,
  hasPolygons: code === 'B',
  depth: 0,
  top: code,
  slot: 0,
})
const area = {
  type: 'MultiPolygon' as const,
  coordinates: [
    [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
    ],
  ] as [number, number][][][],
}
const collection = {
  type: 'FeatureCollection',
  features: ['A', 'B'].map((id) => ({ type: 'Feature', id, geometry: id === 'B' ? area : null, properties: { code: id } })),
} as unknown as ZoneCollection

it('have what is drawn of each', () => {
  expect(shapesOf(collection, 'B')).toEqual(area.coordinates)
  for (const code of ['A', 'gone']) expect(shapesOf(collection, code)).toEqual([])
})

it('are written in the order of the list, with what is drawn of them', () => {
  const write = (extension: string) =>
    zoneFiles.find((each) => each.extension === extension)!.write(drawnZones([zone('B'), zone('A')], collection))
  const { features } = JSON.parse(write('geojson'))
  expect(features.map(({ id, geometry }: { id: string; geometry: unknown }) => [id, geometry])).toEqual([
    ['B', area],
    ['A', null],
  ])
  expect(write('csv').split('\r\n')[1]).toMatch(/^B,B,/)
  expect(write('json')).not.toContain('feature')
})
