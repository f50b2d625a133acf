import fc from 'fast-check'
import { expect, it } from 'vitest'
import { policySchema } from '../config/schema'
import { asked } from '../testing/arbitraries'
import { configWith, node, nodeIdOf, subcloud } from '../testing/world'
import { isMember } from './membership'
import { hasDoor, standingOf } from './standing'

it('says of every node what routing says: a member that is not banned', () => {
  fc.assert(
    fc.property(asked, ({ snapshot: { config, fleet } }) => {
      for (const one of config.subclouds.values())
        for (const each of fleet.nodes.values()) {
          const isBanned = one.policy.participation.bans.includes(each.id)
          expect(standingOf(each, one, config).member).toBe(isMember(each, one, config) && !isBanned)
        }
    }),
    { numRuns: 100 },
  )
})

it('names the first thing that is in the way, and approval last: a request is decided about when all else is met', () => {
  const config = configWith(() => ({
    subclouds: [
      subcloud('semi', {
        participation: { join: 'semi-open', criteria: { countries: ['DE'], minVramGb: 24 }, bans: [nodeIdOf(8)], approved: [nodeIdOf(7)] },
      }),
      subcloud('iso', { isolate: true, participation: { assigned: [nodeIdOf(6)] } }),
    ],
  }))
  const of = (id: number, spec: Parameters<typeof node>[2], slug = 'semi') =>
    standingOf(node(config, id, spec), config.subclouds.get(slug)!, config).reason
  expect(of(1, { country: 'DE' })).toBe('not_opted_in')
  expect(of(1, { country: 'US', joins: ['semi'] })).toBe('outside_countries')
  expect(of(1, { country: 'DE', vramGb: 8, joins: ['semi'] })).toBe('memory_too_small')
  expect(of(1, { country: 'DE', joins: ['semi'] })).toBe('awaiting_approval')
  expect(of(1, { country: 'DE', joins: ['semi'], cooling: ['semi'] })).toBe('cooling_down')
  expect(of(7, { country: 'DE', joins: ['semi'] })).toBe('approved')
  expect(of(7, { country: 'DE', joins: ['semi', 'iso'] })).toBe('held_elsewhere')
  expect(of(8, { country: 'DE', joins: ['semi'] })).toBe('banned')
  expect(of(6, { country: 'US' }, 'iso')).toBe('assigned')
  expect(of(5, { country: 'US', joins: ['iso'] }, 'iso')).toBe('opted_in')
})

it('an open Subcloud without criteria has no door to go through', () => {
  expect(hasDoor(policySchema.parse({}))).toBe(false)
  for (const policy of [{ isolate: true }, { participation: { join: 'closed' } }, { participation: { criteria: { minVramGb: 8 } } }])
    expect(hasDoor(policySchema.parse(policy))).toBe(true)
})
