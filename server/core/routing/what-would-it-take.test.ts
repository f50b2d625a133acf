import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asked } from '../testing/arbitraries'
import { at, configWith, node, nodeIdOf, originIn, request, snapshot, subcloud } from '../testing/world'
import { decide } from './decide'
import { served, takeSteps, whatWouldItTake } from './what-would-it-take'

const config = configWith(() => ({ subclouds: [subcloud('acme', { boundary: { allow: ['country:DE'] }, minTrust: 'verified' })] }))
const ctx = { now: at, seed: 'seed' }
const job = request(config, { origin: originIn(config, 'DE') })
const sentences = (nodes: Parameters<typeof snapshot>[1], one = job, jobs = 1) =>
  whatWouldItTake(snapshot(config, nodes), one, ctx, jobs).map(({ sentence }) => sentence)

it('proposes nothing for a job that is served', () => {
  expect(sentences([node(config, 1, { country: 'DE' })])).toEqual([])
})

it('proposes a slot on the node that only lacks one', () => {
  expect(sentences([node(config, 1, { country: 'DE', inFlight: 4 })])[0]).toBe(`one slot on ${nodeIdOf(1)}.`)
})

it('proposes the least fallback that helps', () => {
  const none = { ...job, geo: { ...job.geo, fallback: 'none' as const } }
  expect(sentences([node(config, 1, { country: 'JP' })], none)).toContain('fallback global.')
  expect(sentences([node(config, 1, { country: 'JP' })], none)).not.toContain('fallback adjacent.')
})

it('counts the nodes that so many jobs at once would take, with their trust, memory and place', () => {
  const big = { ...job, subcloud: 'acme', requirements: { minVramGb: 24, gpu: null } }
  expect(sentences([], big, 2)).toContain('2 more verified nodes with ≥ 24 GB and `llama-3.1-8b-instruct` in DE, a slot each.')
  expect(sentences([node(config, 1, { country: 'DE' })], { ...job, subcloud: 'acme' })).toContain(
    'minTrust consistent in the policy of acme.',
  )
})

it('can be left after each change that was tried', () => {
  const steps = takeSteps(snapshot(config, [node(config, 1, { country: 'DE', inFlight: 4 })]), job, ctx)
  expect(Array.from(steps).length).toBeGreaterThan(5)
})

it('only proposes what succeeds when it is done', () => {
  let proposed = 0
  fc.assert(
    fc.property(asked, ({ snapshot, request, now }) => {
      const context = { now, seed: 'seed' }
      const proposals = whatWouldItTake(snapshot, request, context)
      expect(proposals.length === 0 || decide(snapshot, request, context).outcome === 'refused').toBe(true)
      for (const { apply } of proposals) {
        const after = apply()
        expect(decide(after.snapshot, after.request, after.context).outcome).toBe('routed')
        expect(served(after, 1)).toBe(true)
        proposed++
      }
    }),
    { numRuns: 60, seed: 11 },
  )
  expect(proposed).toBeGreaterThan(20)
})
