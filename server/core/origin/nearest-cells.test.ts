import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileConfig } from '../config/compile'
import { defaultConfig } from '../config/default'
import type { Config } from '../config/schema'
import type { LngLat } from '../geo/place'
import { NearestCells } from './nearest-cells'
import { anchoredZones, nearestZone } from './nearest-zone'

const lngLat = fc.tuple(fc.integer({ min: -180, max: 180 }), fc.integer({ min: -89, max: 89 }))
const places: LngLat[] = Array.from({ length: 18 * 9 }, (_, i) => [(i % 18) * 20 - 180, Math.floor(i / 18) * 20 - 85])

/** A zone's bias, its anchors, or one of them fewer; and sometimes two zones at once. */
const edit = fc.record({
  at: fc.nat(8),
  bias: fc.integer({ min: -99, max: 99 }),
  anchors: fc.option(fc.array(lngLat, { maxLength: 3 })),
  isGone: fc.boolean(),
  again: fc.boolean(),
})

function edited(config: Config, { at, bias, anchors, isGone }: { at: number; bias: number; anchors: number[][] | null; isGone: boolean }) {
  const zones = config.zones.map((zone, i) =>
    i !== at % config.zones.length
      ? zone
      : {
          ...zone,
          bias,
          anchors: anchors?.map(([lng, lat]) => ({ lng: lng!, lat: lat! })) ?? zone.anchors,
          status: isGone ? ('retired' as const) : ('published' as const),
        },
  )
  return { ...config, zones }
}

describe('the picture of the nearest-zone rule', () => {
  it('is what the rule says of each place, whatever was changed before and in whatever order', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        const cells = new NearestCells(places)
        let config = defaultConfig()
        for (const next of edits) {
          config = edited(config, next)
          if (next.again) config = edited(config, { ...next, at: next.at + 1, isGone: false })
          const compiled = compileConfig(config, 0)
          const found = cells.byZone(anchoredZones(compiled))
          for (const place of places) {
            const preferred = [...found].filter(([, list]) => list.includes(place)).map(([code]) => code)
            expect(preferred).toEqual([nearestZone(place, compiled)?.zone ?? []].flat())
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  it('of many zones takes a step of one of them far quicker than all anew', () => {
    const zones = Array.from({ length: 1000 }, (_, i) => ({
      code: `Z${i}`,
      bias: 0,
      anchors: [{ lng: ((i * 137) % 360) - 180, lat: ((i * 61) % 140) - 70 }],
    }))
    const many = Array.from({ length: 40 }, (_, i) => places.map(([lng, lat]): LngLat => [lng + i / 2, lat + i / 4])).flat()
    const step = (cells: NearestCells, bias: number) => cells.byZone(zones.with(500, { ...zones[500]!, bias }))
    const following = new NearestCells(many)
    const spent = { anew: Number.POSITIVE_INFINITY, following: Number.POSITIVE_INFINITY }
    for (let round = 0; round < 4; round++) {
      const [anew, one] = [timeOf(() => step(new NearestCells(many), round)), timeOf(() => step(following, round))]
      spent.anew = Math.min(spent.anew, anew)
      spent.following = Math.min(spent.following, one)
    }
    expect(spent.following).toBeLessThan(spent.anew / 4)
    expect(step(following, 60)).toEqual(step(new NearestCells(many), 60))
  })
})

function timeOf(work: () => void): number {
  const { user, system } = process.cpuUsage()
  work()
  const after = process.cpuUsage()
  return after.user + after.system - user - system
}
