// Core and oracle agree, and the oracle is not asleep: each rule that is taken out of the core is noticed.

import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import type { MinTrust } from '../config/schema'
import { filters, type Job } from '../routing/filters'
import type { Decision, FleetNode } from '../routing/types'
import { asked } from './arbitraries'
import { complaints } from './complaints'
import { check, explained, run } from './laws-kit'
import type { Asked } from './oracle'
import { gateAll } from './world'

it('finds nothing to complain about', () => {
  check(
    fc.property(asked, (one) => {
      expect(complaints(run(one), one)).toEqual([])
      expect(complaints(explained(one), one)).toEqual([])
    }),
    800,
  )
})

it.each(filters.map(({ name }) => name))('notices when the filter `%s` is taken out', (name) => {
  const without = filters.filter((filter) => filter.name !== name)
  expect(noticed((one) => explained(one, without))).toBe(true)
})

it('notices a boundary that is dropped, a minimum of trust that is lowered and a gate that is ignored', () => {
  const lowered = (job: Job): Job => ({ ...job, minTrust: 'unverified' as MinTrust })
  const trusting = filters.map((filter) =>
    filter.name === 'trust' ? { ...filter, passes: (node: FleetNode, job: Job) => filter.passes(node, lowered(job)) } : filter,
  )
  expect(noticed((one) => explained(one, trusting))).toBe(true)
  expect(noticed((one) => explained({ ...one, request: { ...one.request, geo: { ...one.request.geo, only: null, deny: [] } } }))).toBe(true)
  expect(noticed((one) => explained({ ...one, snapshot: { ...one.snapshot, gate: gateAll(one.snapshot.config, 'on') } }))).toBe(true)
})

let worlds: readonly Asked[] = []
beforeAll(() => {
  worlds = fc.sample(asked, { numRuns: 1500, seed: 1 })
})
function noticed(mutant: (one: Asked) => Decision): boolean {
  return worlds.some((one) => complaints(mutant(one), one).length > 0)
}
