import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileConfig } from '../config/compile'
import { contain } from '../config/contain'
import { asked } from '../testing/arbitraries'
import { at, configWith, node, originIn, request, snapshot, subcloud } from '../testing/world'
import { decide } from './decide'
import type { RouteRequest, Snapshot } from './types'
import { type LoggedJob, refused, requestUnder, WhatIfTotals, whatIfOne } from './what-if'

const jobOf = (asked: RouteRequest, seed: string): LoggedJob => {
  const { origin, retry: _, ...rest } = asked
  return { decisionId: seed, request: rest, origin, seed }
}
const run = (before: Snapshot, after: Snapshot, jobs: LoggedJob[]) => {
  const totals = new WhatIfTotals(before, after, at)
  for (const job of jobs) totals.add(job)
  return totals.result()
}

const published = configWith(() => ({ subclouds: [subcloud('law', { boundary: { allow: ['zone:EU'] }, fallback: 'none' })] }))
const draft = configWith((config) => ({
  subclouds: [subcloud('law', { boundary: { allow: ['country:FR'] }, fallback: 'none' })],
  zones: config.zones.map((zone) =>
    zone.code === 'EU'
      ? { ...zone, countries: zone.countries.filter((code) => code !== 'TR' && code !== 'DE') }
      : zone.code === 'ME'
        ? { ...zone, countries: [...zone.countries, 'DE'] }
        : zone,
  ),
}))
const fleet = (config: typeof published) => [
  node(config, 1, { country: 'DE' }),
  node(config, 2, { country: 'US' }),
  node(config, 3, { country: 'AE' }),
]
const [before, after] = [snapshot(published, fleet(published)), snapshot(draft, fleet(draft))]
const from = (country: string, more: Partial<RouteRequest> = {}) => request(published, { origin: originIn(published, country), ...more })

describe('a what-if', () => {
  it('counts who moves, fails and leaves, by pair and Subcloud, with examples', () => {
    const jobs = [
      jobOf(from('FR'), 'prefers EU, whose only node becomes ME'),
      jobOf(from('US'), 'stays'),
      jobOf(from('DE', { subcloud: 'law' }), 'its boundary has no node any more'),
    ]
    const result = run(before, after, jobs)
    expect(result).toMatchObject({ jobs: 3, same: 1, moved: 1, failed: 1, served: 0, leaving: 1 })
    expect(result.pairs).toEqual(
      expect.arrayContaining([
        { from: 'EU', to: 'ME', jobs: 1 },
        { from: 'EU', to: refused, jobs: 1 },
      ]),
    )
    expect(result.bySubcloud).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ subcloud: 'law', jobs: 1, failed: 1 }),
        expect.objectContaining({ subcloud: null, jobs: 2, same: 1 }),
      ]),
    )
    expect(result.examples.map(({ decisionId, kind }) => [decisionId, kind])).toEqual([
      [jobs[0]!.decisionId, 'moved'],
      [jobs[2]!.decisionId, 'failed'],
    ])
    expect(run(after, before, jobs)).toMatchObject({ served: 1, failed: 0 })
  })

  it('changes nothing between a configuration and itself', () => {
    const result = run(before, before, [jobOf(from('FR'), 'a'), jobOf(from('JP'), 'b')])
    expect(result).toMatchObject({ jobs: 2, same: 2, pairs: [], bySubcloud: [], examples: [] })
  })

  it('says of each side what live routing would have decided there', () => {
    fc.assert(
      fc.property(asked, asked, ({ request: one, snapshot: here }, { snapshot: there }) => {
        const job = jobOf(one, 'seed')
        const sides = whatIfOne(job, here, there, at)
        for (const [side, snap] of [
          [sides.before, here],
          [sides.after, there],
        ] as const) {
          const live = decide(snap, { ...one, retry: null, origin: requestUnder(job, snap).origin }, { now: at, seed: 'seed' })
          expect(side).toEqual({
            outcome: live.outcome,
            code: live.refusal?.code ?? null,
            preferredZone: live.preferredZone,
            servedZone: live.servedZone,
            rung: live.rung,
          })
        }
      }),
      { numRuns: 60 },
    )
  })

  it('asks again where an origin lies, also by the nearest zone and by what the address says', () => {
    const moved = compileConfig(
      {
        ...published.source,
        zones: published.source.zones.map((zone) => (zone.code === 'SEA' ? { ...zone, countries: [...zone.countries, 'JP'] } : zone)),
      },
      2,
    )
    const tokyo = { ...originIn(published, 'JP'), cell: [139.75, 35.75] as const, nearest: null }
    const { origin } = requestUnder(jobOf(from('JP', { origin: tokyo }), 's'), { ...before, config: moved })
    expect(origin.containment.label).toBe('SEA')
    expect(origin.address!.containment).toEqual(contain(moved, { country: 'JP', subdivision: null, point: null }, 'high'))
    expect(requestUnder(jobOf(from('JP', { origin: tokyo }), 's'), before).origin.nearest).toBe('SEA')
  })
})
