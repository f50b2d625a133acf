import { expect, it } from 'vitest'
import { configWith, node, originIn, request, snapshot, subcloud } from '../testing/world'
import { decide } from './decide'
import { indexFleet } from './fleet/index-fleet'
import { termsOf } from './terms'
import type { RouteRequest } from './types'

const config = configWith(() => ({ subclouds: [subcloud('acme'), subcloud('strict', { boundary: { allow: ['jurisdiction:EU27'] } })] }))
const nodes = ['DE', 'US', 'FR'].map((country, i) => node(config, i + 1, { country }))
const still = snapshot(config, nodes)
const world = { ...still, fleet: { ...still.fleet, index: indexFleet(config, still.fleet.nodes) } }
const usual = request(config, { origin: originIn(config, 'DE') })
const decided = (asks: RouteRequest) => JSON.stringify(decide(world, asks, { now: Date.UTC(2026, 5, 1, 12), seed: 's' }))

it('counts what it works out and keeps: terms, a route and a plan for each kind of job, and nothing for the next of its kind', () => {
  const { made } = termsOf(config, usual)
  const after = (asks: RouteRequest) => {
    decided(asks)
    return made.count
  }
  expect(after(usual)).toBe(3)
  expect(after({ ...usual, affinityKey: 'other' })).toBe(3)
  expect(after({ ...usual, subcloud: 'strict' })).toBe(6)
  expect(after({ ...usual, origin: originIn(config, 'US') })).toBe(8)
  expect(after({ ...usual, geo: { ...usual.geo, prefer: ['zone:NA', 'zone:EU'] } })).toBe(13)
  // What nobody has leaves nothing behind, however many such names are asked for.
  expect(after({ ...usual, environment: 'nobody-has-it' })).toBe(13)
  expect(after({ ...usual, model: 'nobody-has-it' })).toBe(13)
})

it('begins anew where that is more than a process should hold, and decides as before', () => {
  const before = termsOf(config, usual)
  const asks: RouteRequest[] = [usual, { ...usual, subcloud: 'strict' }, { ...usual, geo: { ...usual.geo, only: ['country:FR'] } }]
  const answers = asks.map(decided)
  expect(termsOf(config, usual)).toBe(before)
  before.made.count = 1_000_000
  expect(asks.map(decided)).toEqual(answers)
  const after = termsOf(config, usual)
  expect(after).not.toBe(before)
  expect(after.made.count).toBeLessThan(20)
})
