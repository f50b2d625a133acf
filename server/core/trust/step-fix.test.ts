import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rectangle } from '../geo/draw/rectangle'
import { configWith } from '../testing/world'
import { type Fix, fixesApartMs, type Position } from './fix'
import { judge } from './judge'
import { type Look, stepFix } from './step-fix'

const MINUTE = 60_000
const start = Date.UTC(2026, 5, 1)
/** Three zones side by side along the equator, where 0.001° are 111 m. */
const places = { A: -1, B: 0.5, C: 2 } as const
type Zone = keyof typeof places
const look: Look = ({ point: [lng], accuracyM }) => ({ zone: lng < 0 ? 'A' : lng < 1 ? 'B' : 'C', borderline: accuracyM > 50_000 })
const fix = (lng: number, accuracyM = 10): Fix => ({ point: [lng, 0], accuracyM })
const settled = (gps: Fix | null): Position => ({ gps, moving: null })
const zoneOf = ({ gps }: Position) => gps && look(gps).zone
/** Fixes in these zones, each so many minutes after the start. */
const fixedAt = (steps: readonly (readonly [minute: number, zone: Zone])[], from: Position = settled(fix(places.A))) =>
  steps.reduce((position, [minute, zone]) => stepFix(position, fix(places[zone]), start + minute * MINUTE, look), from)

describe('stepFix', () => {
  it('changes nothing, the object included, for what both accuracies allow to be the same place', () => {
    const accuracy = fc.integer({ min: 40, max: 150 })
    fc.assert(
      fc.property(accuracy, accuracy, fc.double({ min: -1, max: 1, noNaN: true }), (accuracyM, own, share) => {
        const before = settled(fix(0, accuracyM))
        expect(stepFix(before, fix((share * (accuracyM + own)) / 111_200, own), start, look)).toBe(before)
      }),
    )
    // A fix that states no accuracy is good to 50 m.
    const bare = settled(fix(-0.0002, 0))
    expect(stepFix(bare, fix(0.0002, 0), start, look)).toBe(bare)
  })

  it('takes the first fix, and none for none, at once', () => {
    expect(stepFix(settled(null), fix(0), start, look)).toEqual(settled(fix(0)))
    expect(stepFix(fixedAt([[0, 'B']]), null, start, look)).toEqual(settled(null))
  })

  it('follows within a zone', () => {
    expect(stepFix(settled(fix(-1)), fix(-0.9), start, look)).toEqual(settled(fix(-0.9)))
  })

  it('changes zone with the third fix, ten minutes apart each', () => {
    const position = fixedAt([
      [0, 'B'],
      [9, 'B'],
      [10, 'B'],
      [19, 'B'],
    ])
    expect([zoneOf(position), position.moving]).toEqual(['A', { ...fix(places.B), fixes: 2, countedAt: start + 10 * MINUTE }])
    expect(fixedAt([[20, 'B']], position)).toEqual(settled(fix(places.B)))
  })

  it('changes nothing while a fix is repeated too early, and takes in another one near it', () => {
    const position = fixedAt([[0, 'B']])
    expect(fixedAt([[5, 'B']], position)).toBe(position)
    const { moving } = stepFix(position, fix(0.6), start + 5 * MINUTE, look)
    expect(moving).toEqual({ ...fix(0.6), fixes: 1, countedAt: start })
  })

  it('begins anew when a fix is back, or in a third zone', () => {
    for (const between of ['A', 'C'] as const) {
      const position = fixedAt([
        [0, 'B'],
        [10, 'B'],
        [15, between],
        [20, 'B'],
        [30, 'B'],
      ])
      expect([zoneOf(position), position.moving?.fixes]).toEqual(['A', 2])
    }
  })

  it('takes a much finer fix, and one that has become too coarse to be sure of', () => {
    expect(stepFix(settled(fix(-1, 30_000)), fix(-1.1, 20), start, look)).toEqual(settled(fix(-1.1, 20)))
    expect(stepFix(settled(fix(-1, 20)), fix(-1.1, 60_000), start, look)).toEqual(settled(fix(-1.1, 60_000)))
    const sure = settled(fix(-1, 20))
    expect(stepFix(sure, fix(-1.1, 40_000), start, look)).toBe(sure)
  })

  it('moves when, and only when, three fixes of one run are ten minutes apart each', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.constantFrom<Zone>('A', 'B', 'B', 'B', 'C')), { maxLength: 40 })
    fc.assert(
      fc.property(steps, (gaps) => {
        let minute = 0
        let position = settled(fix(places.A))
        let zone: Zone = 'A'
        let heard: [minute: number, zone: Zone][] = []
        for (const [gap, next] of gaps) {
          minute += gap
          heard.push([minute, next])
          position = fixedAt([[minute, next]], position)
          if (next !== zone && isThree(heard, next)) {
            zone = next
            heard = []
          }
          expect(zoneOf(position)).toBe(zone)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('is not hastened by clocks that are set back, nor held up until their time comes again', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.constantFrom(0, 0, 3, 60)), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(steps, (gaps) => {
        let [minute, back] = [0, 0]
        let position = fixedAt([[0, 'B']])
        for (const [gap, setBack] of gaps) {
          minute += gap
          back += setBack
          position = fixedAt([[minute - back, 'B']], position)
          if (minute < 20) expect(zoneOf(position)).toBe('A')
        }
        for (let more = 1; more <= 31; more++) position = fixedAt([[minute + more - back, 'B']], position)
        expect(zoneOf(position)).toBe('B')
      }),
    )
  })
})

describe('n04 GPS that jitters 50 m across a zone line for an hour', () => {
  const rhine = rectangle({ west: 6, south: 48, east: 10, north: 52 })
  const config = configWith((base) => ({
    zones: [...base.zones, { code: 'EU-RHINE', name: 'Rhine', parent: 'EU', polygons: { type: 'MultiPolygon', coordinates: [[rhine]] } }],
  }))
  const address = { databases: ['a', 'b'].map((source) => ({ source, country: 'DE' })), override: null, class: null, observedAt: start }
  /** At a border the west of the line is Greece, and the east Turkey. */
  const judged = ({ gps, moving }: Position, isBorder: boolean, now = start) => {
    const countryAt = (lng: number) => (!isBorder ? 'DE' : lng < 10 ? 'GR' : 'TR')
    const sided = <T extends Fix>(one: T | null) => one && { ...one, country: countryAt(one.point[0]), nearBorder: isBorder }
    const claim = { tag: null, gps: sided(gps), moving: sided(moving) }
    return judge({ claim, address, lastConsistentAt: null, lastVerifiedAt: null }, config, now)
  }
  // 25 m to both sides of the zone's eastern edge, at latitude 50.
  const at = (isInside: boolean, accuracyM: number): Fix => ({ point: [10 + (isInside ? -1 : 1) * 0.00035, 50], accuracyM })

  it.each([
    ['within its accuracy', 30, false],
    ['without a stated accuracy', 0, false],
    ['beyond an accuracy that is stated too small', 5, false],
    ['at the border of a country', 30, true],
    ['at the border of a country, with an accuracy that is stated too small', 5, true],
  ])('%s: no zone change', (_, accuracyM, isBorder) => {
    const lookAt: Look = (gps) => {
      const { containment, verdict } = judged(settled(gps), isBorder)
      return { zone: containment.label, borderline: verdict.borderline }
    }
    const first = settled(at(true, accuracyM))
    const { containment } = judged(first, isBorder)
    let position = first
    for (let beat = 0; beat < 240; beat++) {
      const now = start + beat * 15_000
      position = stepFix(position, at(beat % 7 < 4, accuracyM), now, lookAt)
      const geo = judged(position, isBorder, now)
      expect(geo.containment.label).toBe(containment.label)
      // What is inside a boundary is so at both positions.
      if (position.moving) expect(geo.containment.zones).not.toContain('EU-RHINE')
      if (accuracyM !== 5) expect(position).toBe(first)
      else expect(position.gps).toEqual(first.gps)
    }
  })
})

/** By looking at all triples of the trailing run. */
function isThree(heard: readonly (readonly [number, Zone])[], zone: Zone): boolean {
  const apart = fixesApartMs / MINUTE
  const run = heard.slice(heard.findLastIndex(([, other]) => other !== zone) + 1).map(([minute]) => minute)
  const last = run.at(-1)!
  return run.some((first) => run.some((second) => second - first >= apart && last - second >= apart))
}
