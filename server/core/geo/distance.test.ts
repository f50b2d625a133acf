import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceKm, earthRadiusKm } from './distance'
import type { LngLat } from './place'

const point = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }))

describe('distanceKm', () => {
  it('knows the distances of known pairs', () => {
    const pairs: [string, LngLat, LngLat, number][] = [
      ['London–New York', [-0.1278, 51.5074], [-74.006, 40.7128], 5570],
      ['Paris–Tokyo', [2.3522, 48.8566], [139.6917, 35.6895], 9712],
      ['Sydney–Santiago over the date line', [151.2093, -33.8688], [-70.6693, -33.4489], 11_340],
      ['Frankfurt–Berlin', [8.6821, 50.1109], [13.405, 52.52], 424],
      ['Fiji across ±180°', [179.9, -17], [-179.9, -17], 21.27],
    ]
    for (const [name, a, b, km] of pairs) expect([name, Math.abs(distanceKm(a, b) - km) / km < 0.003]).toEqual([name, true])
  })

  it('is half the circumference between antipodes and nothing at home', () => {
    expect(distanceKm([0, 90], [0, -90])).toBeCloseTo(Math.PI * earthRadiusKm, 6)
    expect(distanceKm([10, 20], [-170, -20])).toBeCloseTo(Math.PI * earthRadiusKm, 3)
    expect(distanceKm([10, 20], [10, 20])).toBe(0)
    expect(distanceKm([180, 5], [-180, 5])).toBeCloseTo(0, 6)
  })

  it('agrees with the angle between unit vectors', () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        const angle = Math.acos(Math.min(1, Math.max(-1, dot(vector(a), vector(b)))))
        // acos loses digits near 0 and π, so it is compared to a metre there.
        expect(Math.abs(distanceKm(a, b) - earthRadiusKm * angle)).toBeLessThan(0.2)
        expect(distanceKm(a, b)).toBe(distanceKm(b, a))
      }),
    )
  })
})

const rad = Math.PI / 180
const vector = ([lng, lat]: LngLat) => [
  Math.cos(lat * rad) * Math.cos(lng * rad),
  Math.cos(lat * rad) * Math.sin(lng * rad),
  Math.sin(lat * rad),
]
const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * (b[i] as number), 0)
