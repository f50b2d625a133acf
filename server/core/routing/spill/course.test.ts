// Shedding in decisions: who goes where, what is said of it, and what it never does.

import { describe, expect, it } from 'vitest'
import type { CompiledConfig } from '../../config/compiled'
import { euLadder, strict } from '../../testing/route'
import {
  at,
  configWith,
  gateAll,
  model,
  type NodeSpec,
  node,
  originIn,
  type RequestSpec,
  request,
  snapshot,
  subcloud,
} from '../../testing/world'
import { decide } from '../decide'
import { replaysEqual } from '../replay'
import type { Decision } from '../types'
import { type Load, poolKey, type SpillView } from './types'

const load = (slots: number, offered: number): Load => ({ slots, used: Math.min(slots, offered), offered, live: 1, total: 1 })

function view(loads: Record<string, Load>, hot = ['EU'], spent: string[] = []): SpillView {
  const pool = { mode: 'capacity', loads: new Map(Object.entries(loads)), hot: new Map(hot.map((zone) => [zone, at - 20_000])) } as const
  return { pools: new Map(hot.length > 0 ? [[poolKey('mainnet', null, model), pool]] : []), spent: new Set(spent) }
}

function jobs(
  config: CompiledConfig,
  nodes: readonly NodeSpec[],
  spill: SpillView,
  spec: RequestSpec,
  state: 'on' | 'off' | 'shadow' = 'on',
) {
  const fleet = nodes.map((one, i) => node(config, i + 1, one))
  const world = { ...snapshot(config, fleet, gateAll(config, state)), spill }
  const asks = request(config, { origin: originIn(config, 'DE'), ...spec })
  return Array.from({ length: 1000 }, (_, i) => decide(world, asks, { now: at, seed: `job-${i}` }))
}

const zones = (decisions: readonly Decision[]) =>
  Object.fromEntries(['EU', 'ME', 'NA', 'SA'].map((zone) => [zone, decisions.filter(({ servedZone }) => servedZone === zone).length]))

const config = configWith((base) => ({
  ...euLadder(base),
  subclouds: [subcloud('strict', strict), subcloud('kept', { spillBudgetPct: 5 }), subcloud('iso', { isolate: true })],
}))
const everywhere: NodeSpec[] = [{ country: 'DE' }, { country: 'AE' }, { country: 'US' }, { country: 'BR' }]

describe('a hot zone', () => {
  it('sheds a fifth of its jobs to the next place, and says so', () => {
    const found = jobs(config, everywhere, view({ EU: load(10, 10), ME: load(10, 0) }), {})
    expect(found.filter(({ servedZone }) => servedZone === 'ME').length).toBeGreaterThan(150)
    expect(found.filter(({ servedZone }) => servedZone === 'ME').length).toBeLessThan(250)
    expect(zones(found)).toMatchObject({ NA: 0, SA: 0 })
    const shed = found.find(({ servedZone }) => servedZone === 'ME')!
    expect(shed).toMatchObject({ preferredZone: 'EU', rung: 'adjacent', fallback: true })
    expect(shed.reasons).toEqual(expect.arrayContaining(['spill_zone_hot', 'spill_shed', 'ladder_adjacent']))
    expect(shed.trace.spill).toEqual({
      by: 'drawn',
      zone: 'EU',
      since: at - 20_000,
      mode: 'capacity',
      rungs: [
        { token: 'zone:EU', health: 80, share: 80 },
        { token: 'zone:ME', health: 80, share: 20 },
        { token: 'zone:NA', health: 0, share: 0 },
        { token: '*', health: 0, share: 0 },
      ],
      first: 1,
    })
    expect(shed.trace.rungs.map(({ token }) => token)).toEqual(['zone:ME'])
    const kept = found.find(({ servedZone }) => servedZone === 'EU')!
    expect(kept).toMatchObject({ rung: 'preferred', fallback: false })
    expect(kept.reasons).toContain('spill_zone_hot')
    expect(kept.reasons).not.toContain('spill_shed')
  })

  it('fills the next place only as far as its own jobs leave it, and goes on to the one after', () => {
    const found = zones(jobs(config, everywhere, view({ EU: load(10, 20), ME: load(10, 6), NA: load(50, 0) }), {}))
    // EU takes 40 %, ME (800 − 600) / 20 = 10 %, NA the rest.
    expect(Math.abs(found.EU! - 400)).toBeLessThan(50)
    expect(Math.abs(found.ME! - 100)).toBeLessThan(35)
    expect(Math.abs(found.NA! - 500)).toBeLessThan(55)
  })

  it('sheds the jobs of the models that are asked for too much there, and in the environment', () => {
    const hot = {
      mode: 'capacity',
      loads: new Map([
        ['EU', load(10, 20)],
        ['ME', load(100, 0)],
      ]),
      hot: new Map([['EU', at]]),
    } as const
    const spill: SpillView = { pools: new Map([[poolKey('mainnet', null, model), hot]]), spent: new Set() }
    const isShed = (spec: RequestSpec) => jobs(config, everywhere, spill, spec).some(({ reasons }) => reasons.includes('spill_shed'))
    for (const _ of [1, 2]) {
      expect(isShed({})).toBe(true)
      expect(isShed({ model: 'another' })).toBe(false)
      expect(isShed({ environment: 'testnet' })).toBe(false)
    }
  })

  it('stays as it is where nobody else could take anything', () => {
    expect(zones(jobs(config, everywhere, view({ EU: load(10, 20) }), {}))).toMatchObject({ EU: 1000 })
  })

  it('serves a job that was drawn away where nothing is eligible there', () => {
    const found = jobs(config, [{ country: 'DE' }, { country: 'BR' }], view({ EU: load(10, 20), ME: load(10, 0) }), {})
    expect(zones(found)).toMatchObject({ EU: 1000 })
    const back = found.find(({ reasons }) => reasons.includes('spill_shed'))!
    expect(back).toMatchObject({ rung: 'preferred', fallback: false })
    expect(back.trace.rungs.map(({ token, eligible }) => [token, eligible])).toEqual([
      ['zone:ME', 0],
      ['zone:EU', 1],
    ])
  })

  it('keeps nodes in the rung that holds them, whichever is tried first', () => {
    const found = jobs(config, [{ country: 'DE' }, { country: 'FR' }, { country: 'BR' }], view({ EU: load(4, 8), SA: load(80, 0) }), {})
    const shed = found.filter(({ trace }) => trace.spill?.first === 3)
    expect(shed.length).toBeGreaterThan(400)
    for (const { servedZone, rung, trace } of shed) {
      expect([servedZone, rung, trace.rungs[0]!.candidates]).toEqual(['SA', 'global', 1])
    }
  })

  it('replays, and not when the draw or the shares are altered', () => {
    for (const { trace } of jobs(config, everywhere, view({ EU: load(10, 20), ME: load(10, 0), NA: load(10, 0) }), {}).slice(0, 100)) {
      const copy = JSON.parse(JSON.stringify(trace))
      expect(replaysEqual(copy)).toBe(true)
      expect(replaysEqual({ ...copy, spill: { ...copy.spill, first: (copy.spill.first + 1) % 4 } })).toBe(false)
      expect(
        replaysEqual({ ...copy, spill: { ...copy.spill, rungs: copy.spill.rungs.map((one: object) => ({ ...one, share: 25 })) } }),
      ).toBe(false)
    }
  })

  it('keeps conversations where they are', () => {
    const found = jobs(config, everywhere, view({ EU: load(10, 20), ME: load(10, 0) }), { affinityKey: 'conv-1' })
    expect(zones(found)).toMatchObject({ EU: 1000 })
    expect(found[0]!.trace.spill).toMatchObject({ by: 'conversation', first: 0 })
    expect(found[0]!.reasons).toContain('affinity_kept')
  })
})

describe('shedding never', () => {
  const hot = view({ EU: load(10, 30), ME: load(10, 0), NA: load(10, 0), SA: load(10, 0) })

  it('leaves the boundary', () => {
    const found = jobs(config, everywhere, hot, { subcloud: 'strict' })
    expect(zones(found)).toMatchObject({ EU: 1000 })
    // Places that cannot lie in the boundary have no share of its jobs.
    expect(found[0]!.trace.spill!.rungs.map(({ token, share }) => [token, share > 0])).toEqual([
      ['zone:EU', true],
      ['zone:ME', false],
      ['zone:NA', false],
      ['*', true],
    ])
  })

  it('happens where falling back is forbidden', () => {
    const found = jobs(config, everywhere, hot, { geo: { fallback: 'none' } })
    expect(zones(found)).toMatchObject({ EU: 1000 })
    expect(found[0]!.trace.spill).toBeNull()
  })

  it('happens while the gate is off or in shadow, or without a preferred zone', () => {
    for (const state of ['off', 'shadow'] as const) {
      const [found] = jobs(config, everywhere, hot, {}, state)
      expect(found!.trace.spill).toBeNull()
      expect(found!.shadow?.servedZone ?? 'EU').toBe('EU')
    }
    expect(jobs(config, everywhere, hot, { origin: originIn(config, null) })[0]!.trace.spill).toBeNull()
  })

  it('touches jobs of a pool that is not hot', () => {
    expect(jobs(config, everywhere, hot, { subcloud: 'iso' })[0]!.trace.spill).toBeNull()
  })
})

describe('a spent spill budget', () => {
  const full: NodeSpec[] = [{ country: 'DE', slots: 2, leased: 2 }, { country: 'AE' }]

  it('l08 refuses as saturated instead of going to another zone', () => {
    const [found] = jobs(config, full, view({ EU: load(2, 4), ME: load(4, 0) }, ['EU'], ['kept']), { subcloud: 'kept' })
    expect(found).toMatchObject({ outcome: 'refused', refusal: { code: 'geo_zone_saturated' } })
    expect(found!.reasons).toEqual(expect.arrayContaining(['spill_budget_spent', 'geo_zone_saturated']))
    expect(found!.reasons).not.toContain('fallback_forbidden')
    expect(found!.refusal!.remedy).toBe(
      'Wait for a free slot on the 1 node in EU. The Subcloud’s spill budget is used up; with some of it left 1 node in ME would be in reach.',
    )
    expect(found!.trace.rungs.map(({ token }) => token)).toEqual(['zone:EU'])
  })

  it('l08 lets the job out while some of it is left, and other Subclouds’ jobs in any case', () => {
    expect(jobs(config, full, view({}, [], []), { subcloud: 'kept' })[0]).toMatchObject({ servedZone: 'ME', fallback: true })
    expect(jobs(config, full, view({}, [], ['kept']), {})[0]).toMatchObject({ servedZone: 'ME', fallback: true })
  })

  it('is void with the gate off and without a preference, like the fallback', () => {
    const spent = view({}, [], ['kept'])
    expect(jobs(config, full, spent, { subcloud: 'kept' }, 'off')[0]).toMatchObject({ outcome: 'routed', rung: 'agnostic' })
    expect(jobs(config, full, spent, { subcloud: 'kept', origin: originIn(config, null) })[0]).toMatchObject({
      outcome: 'routed',
      rung: 'global',
    })
  })
})
