import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Rung, Trace } from '@/server/core/routing/types'
import { createTestControl, type TestControl, userOf } from '../../testing/control'
import { type LoggedDecision, logDecision } from '../../testing/decisions'
import { ownerOfA, publishSubclouds } from '../../testing/subclouds'
import { readShadowReport } from './shadow-report'

let test: TestControl
beforeAll(async () => {
  test = await createTestControl()
  await publishSubclouds(test)
})
afterAll(() => test.stop())

type Logged = Omit<LoggedDecision, 'shadow' | 'servedZone'> & { servedZone?: string | null; shadowKm?: number }

/** A job as a router logs it in shadow: what was done, and what would have been. */
async function job({ servedZone = 'NA', shadowKm, ...logged }: Logged, zone: string | null, rung: Rung | null): Promise<void> {
  const sampled = [{ id: `0x${'c'.repeat(40)}`, zone, country: 'DE', distanceKm: shadowKm ?? null, score: 1 }]
  const trace = { rungs: [], shadowRungs: rung === null ? [] : [{ rung, sampled }] } as unknown as Trace
  const outcome = servedZone === null ? 'refused' : 'routed'
  await logDecision(test, {
    gate: 'shadow',
    geoApplied: false,
    ...logged,
    outcome,
    ...(servedZone && { servedZone }),
    trace,
    shadow: { zone, rung },
  })
}

it('sets what was done beside what geo-routing would have done with the very same jobs', async () => {
  await job({ distanceKm: 7000, shadowKm: 500 }, 'EU', 'preferred')
  await job({ servedZone: 'EU', distanceKm: 900, shadowKm: 300 }, 'EU', 'preferred')
  await job({ servedZone: 'SEA', distanceKm: 9000, shadowKm: 3000, subcloud: 'a' }, 'ME', 'adjacent')
  await job({ servedZone: null }, null, null)
  await job({ gate: 'canary', preferredZone: 'SEA', servedZone: 'SEA', distanceKm: 100, shadowKm: 100 }, 'SEA', 'preferred')
  // Nothing to compare: applied, no preference, or a gate that computes no second answer.
  await job({ gate: 'canary', geoApplied: true }, null, null)
  await job({ preferredZone: null }, null, null)
  await job({ gate: 'off' }, null, null)

  const { zones, from, to } = await readShadowReport({ ctx: test.as(userOf('admin')) })
  expect(to - from).toBe(86_400_000)
  expect(zones).toEqual([
    {
      zone: 'EU',
      jobs: 4,
      asRouted: { inZonePct: 25, refusedPct: 25, fellBackPct: null },
      asShadow: { inZonePct: 50, refusedPct: 25, fellBackPct: 25 },
      measured: 3,
      routedKm: 7000,
      shadowKm: 500,
    },
    {
      zone: 'SEA',
      jobs: 1,
      asRouted: { inZonePct: 100, refusedPct: 0, fellBackPct: null },
      asShadow: { inZonePct: 100, refusedPct: 0, fellBackPct: 0 },
      measured: 1,
      routedKm: 100,
      shadowKm: 100,
    },
  ])
})

it('is of an owner’s own jobs only', async () => {
  const { zones } = await readShadowReport({ ctx: test.as(ownerOfA) })
  expect(zones.map(({ zone, jobs }) => [zone, jobs])).toEqual([['EU', 1]])
})
