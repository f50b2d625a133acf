import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileConfig } from '../config/compile'
import { defaultConfig } from '../config/default'
import type { Config } from '../config/schema'
import { distanceKm } from '../geo/distance'
import type { LngLat } from '../geo/place'
import { withBias } from './anchors'
import { nearestZone, zonesByDistance } from './nearest-zone'

const config = compileConfig(defaultConfig(), 1)
const nearest = (lat: number, lng: number, among = config) => nearestZone([lng, lat], among)?.zone ?? null

/** The default zones with a few changed by code. */
function changed(change: (zone: Config['zones'][number]) => Partial<Config['zones'][number]>) {
  const source = defaultConfig()
  return compileConfig({ ...source, zones: source.zones.map((zone) => ({ ...zone, ...change(zone) })) }, 1)
}

describe('nearestZone', () => {
  it('z03 sends Tokyo, Seoul and Hong Kong to SEA', () => {
    expect([nearest(35.69, 139.69), nearest(37.57, 126.98), nearest(22.32, 114.17)]).toEqual(['SEA', 'SEA', 'SEA'])
  })

  it('z04 leaves Sydney, Auckland, Johannesburg and Pago Pago without a zone: too far', () => {
    const places: LngLat[] = [
      [151.21, -33.87],
      [174.76, -36.85],
      [28.05, -26.2],
      [-170.7, -14.28],
    ]
    for (const point of places) {
      expect(nearestZone(point, config)).toBe(null)
      expect(zonesByDistance(point, config)[0]?.distanceKm).toBeGreaterThan(5000)
    }
  })

  it('z05 sends Nairobi and Mumbai to ME, Dhaka to SEA, Moscow to EU', () => {
    expect([nearest(-1.29, 36.82), nearest(19.08, 72.88), nearest(23.81, 90.41), nearest(55.76, 37.62)]).toEqual(['ME', 'ME', 'SEA', 'EU'])
  })

  it('z06 leaves Novosibirsk without a zone: two are under 10 % apart', () => {
    expect(nearest(55.03, 82.92)).toBe(null)
    const [first, second] = zonesByDistance([82.92, 55.03], config)
    expect(first?.distanceKm).toBeLessThan(5000)
    expect(((second?.biasedKm ?? 0) - (first?.biasedKm ?? 0)) / (second?.biasedKm ?? 1)).toBeLessThan(0.1)
  })

  it('compares biased distances, and measures the limit without bias', () => {
    expect(withBias(1000, 25)).toBe(750)
    expect(withBias(1000, -50)).toBe(2000)
    expect(withBias(1000, 0)).toBe(1000)
    // Novosibirsk tips over once one side is brought nearer.
    const [first, second] = zonesByDistance([82.92, 55.03], config).map(({ zone }) => zone)
    expect(
      nearest(
        55.03,
        82.92,
        changed((zone) => ({ bias: zone.code === second ? 40 : 0 })),
      ),
    ).toBe(second)
    expect(
      nearest(
        55.03,
        82.92,
        changed((zone) => ({ bias: zone.code === first ? 20 : 0 })),
      ),
    ).toBe(first)
    // A bias cannot bring Sydney within 5,000 km.
    expect(
      nearest(
        -33.87,
        151.21,
        changed((zone) => ({ bias: zone.code === 'SEA' ? 90 : 0 })),
      ),
    ).toBe(null)
  })

  it('takes the only zone that has anchors, and none where none has', () => {
    expect(
      nearest(
        35.69,
        139.69,
        changed((zone) => (zone.code === 'SEA' ? {} : { anchors: [] })),
      ),
    ).toBe('SEA')
    expect(
      nearest(
        35.69,
        139.69,
        changed(() => ({ anchors: [] })),
      ),
    ).toBe(null)
  })

  it('prefers neither of two zones at the same place', () => {
    const same = changed((zone) => (zone.code === 'EU' || zone.code === 'ME' ? { anchors: [{ lng: 10, lat: 50 }] } : {}))
    expect(nearest(50, 10, same)).toBe(null)
    expect(nearest(50, 12, same)).toBe(null)
  })

  it('answers what the whole list of distances says', () => {
    const point = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }))
    fc.assert(
      fc.property(point, fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 5, maxLength: 5 }), (at, biases) => {
        const among = changed((zone) => ({ bias: biases[['NA', 'EU', 'SEA', 'ME', 'SA'].indexOf(zone.code)] }))
        const [first, second] = zonesByDistance(at, among)
        const clear = first!.distanceKm <= 5000 && second!.biasedKm - first!.biasedKm >= 0.1 * second!.biasedKm
        expect(nearestZone(at, among)).toEqual(clear ? { ...first, second } : null)
      }),
      { numRuns: 300 },
    )
  })

  it('measures to the nearest anchor of each zone, in great circles', () => {
    const point = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }))
    fc.assert(
      fc.property(point, (at) => {
        for (const { zone, distanceKm: km } of zonesByDistance(at, config)) {
          const anchors = config.zones.get(zone)?.anchors ?? []
          expect(km).toBeCloseTo(Math.min(...anchors.map(({ lng, lat }) => distanceKm(at, [lng, lat]))), 3)
        }
      }),
    )
  })
})

it('takes of many zones what sorting them all would', () => {
  const place = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -89, max: 89, noNaN: true }))
  const zone = fc.record({ at: place, bias: fc.integer({ min: -99, max: 99 }) })
  fc.assert(
    fc.property(fc.array(zone, { minLength: 1, maxLength: 30 }), place, (zones, from) => {
      const many = compileConfig(
        {
          ...defaultConfig(),
          zones: zones.map(({ at: [lng, lat], bias }, i) => ({
            ...defaultConfig().zones[0]!,
            code: `Z-${i}`,
            bias,
            anchors: [{ lng, lat }],
          })),
        },
        1,
      )
      const [first, second] = zonesByDistance(from, many)
      const found = nearestZone(from, many)
      if (found) expect(found).toEqual({ ...first, second: second ?? null })
      else expect(first!.distanceKm <= 5000 && (!second || (second.biasedKm - first!.biasedKm) / second.biasedKm >= 0.1)).toBe(false)
    }),
  )
})
