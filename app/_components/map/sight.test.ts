import fc from 'fast-check'
import { expect, it } from 'vitest'
import { closeZoom, sightOf } from './sight'

it('from afar all the world is in sight, closer by more than any screen shows', () => {
  expect([sightOf(null), sightOf({ lng: 0, lat: 0, zoom: 3.99 })]).toEqual([{ grain: 'coarse' }, { grain: 'coarse' }])
  const view = fc.record({ lng: fc.double({ min: -540, max: 540, noNaN: true }), lat: fc.double({ min: -85, max: 85, noNaN: true }) })
  fc.assert(
    fc.property(view, fc.double({ min: 4, max: 9, noNaN: true }), ({ lng, lat }, zoom) => {
      const { grain, within } = sightOf({ lng, lat, zoom })
      expect(grain).toBe(zoom < closeZoom ? 'fine' : 'each')
      // A screen of 4096 pixels: 512 are 360° at zoom 0.
      const half = (360 * 2048) / 512 / 2 ** zoom
      const [west, south, east, north] = within!
      expect(west <= lng - half && lng + half <= east && south <= lat - half && lat + half <= north).toBe(true)
    }),
  )
})

it('a small move asks for nothing anew', () => {
  expect(sightOf({ lng: 10.1, lat: 50, zoom: 7.4 })).toEqual(sightOf({ lng: 10, lat: 50.1, zoom: 7.2 }))
})
