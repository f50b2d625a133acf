import { expect, it } from 'vitest'
import { defaultConfig } from './default'
import { configSchema } from './schema'
import { suggestNeighbours } from './suggest-neighbours'

it('suggests what the default configuration ships', () => {
  const { zones } = defaultConfig()
  for (const zone of zones) expect(suggestNeighbours(zone.code, zones).map(({ code }) => code)).toEqual(zone.neighbours)
})

it('leaves out family, zones without anchors and zones that are not in force', () => {
  const zone = (code: string, more: object = {}) => ({ code, name: code, countries: ['FR'], anchors: [{ lng: 0, lat: 0 }], ...more })
  const { zones } = configSchema.parse({
    zones: [zone('A'), zone('A-1', { parent: 'A' }), zone('B'), zone('C', { anchors: [] }), zone('D', { status: 'retired' })],
  })
  expect(suggestNeighbours('A', zones).map(({ code }) => code)).toEqual(['B'])
  expect(suggestNeighbours('A-1', zones).map(({ code }) => code)).toEqual(['B'])
  expect(suggestNeighbours('X', zones)).toEqual([])
})
