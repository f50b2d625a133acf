import { expect, it } from 'vitest'
import type { UnservedCluster } from '@/server/control/services/zones/schemas'
import { checkConfig, hasErrors } from '@/server/core/config/check'
import { compileConfig } from '@/server/core/config/compile'
import { contain } from '@/server/core/config/contain'
import { defaultConfig } from '@/server/core/config/default'
import { zoneHere } from './new-zone'

const nairobi: UnservedCluster = {
  jobs: 100,
  countries: [
    { code: 'KE', jobs: 90 },
    { code: 'AE', jobs: 10 },
  ],
  near: null,
  centre: [36.8, -1.3],
  bounds: { west: 36, south: -2, east: 38, north: 0 },
  cells: [],
  simulated: false,
}
const at = { country: 'KE', subdivision: null, point: [36.8, -1.3] as const }

it('makes a zone that could be published, takes no country from another, and labels the origins it is for', () => {
  for (const from of ['countries', 'rectangle'] as const) {
    const { config, code } = zoneHere(defaultConfig(), nairobi, from, (country) => country)
    expect(hasErrors(checkConfig(config))).toBe(false)
    expect(code).toBe('NEW-1')
    expect(config.zones.at(-1)).toMatchObject({
      countries: from === 'countries' ? ['KE'] : [],
      anchors: [{ lng: 36.8, lat: -1.3 }],
      neighbours: ['ME', 'EU', 'SEA'],
    })
    expect(contain(compileConfig(config, 0), at, 'high').label).toBe('NEW-1')
  }
})

it('goes across ±180° where the cluster does', () => {
  const { config } = zoneHere(
    defaultConfig(),
    { ...nairobi, bounds: { west: 178, south: -19, east: -179, north: -16 }, centre: [179.5, -17.5] },
    'rectangle',
    String,
  )
  expect(config.zones.at(-1)!.polygons!.coordinates).toHaveLength(2)
  expect(hasErrors(checkConfig(config))).toBe(false)
})
