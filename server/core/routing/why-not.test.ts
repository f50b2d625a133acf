import { expect, it } from 'vitest'
import { at, configWith, gateAll, node, nodeIdOf, originIn, request, snapshot } from '../testing/world'
import { decide } from './decide'
import { filters } from './filters'
import { whyNot } from './why-not'

const config = configWith()
const fleet = [
  node(config, 1, { country: 'DE' }),
  node(config, 2, { country: 'DE', inFlight: 3 }),
  node(config, 3, { country: 'US', drained: true, models: [] }),
  node(config, 4, { country: 'US' }),
  node(config, 5, { country: 'FR', level: 'unverified' }),
  node(config, 6, { country: 'DE', lastSeenAt: at - 40 * 86_400_000, liveUntil: 0 }),
]
const world = snapshot(config, fleet)
const ctx = { now: at, seed: 'seed' }
const fromGermany = request(config, { origin: originIn(config, 'DE') })
const ask = (n: number, job = fromGermany) => whyNot(world, job, nodeIdOf(n), ctx)

it('says of each node what stood in its way, by the filters in their order', () => {
  expect(ask(1)).toMatchObject({ because: 'chosen', rung: { rung: 'preferred', token: 'zone:EU' }, failed: null })
  expect(ask(2)).toMatchObject({ because: 'scored_worse', winner: { nodeId: nodeIdOf(1) } })
  expect(ask(2).score).toBeGreaterThan(ask(2).winner!.score)
  expect(ask(3)).toMatchObject({ because: 'filtered', failed: 'drained' })
  expect(
    ask(3)
      .filters.filter(({ passes }) => !passes)
      .map(({ name }) => name),
  ).toEqual(['drained', 'model'])
  expect(ask(3).filters.map(({ name }) => name)).toEqual(filters.map(({ name }) => name))
  expect(ask(4)).toMatchObject({ because: 'later_rung', rung: { rung: 'adjacent' } })
  expect(ask(5)).toMatchObject({ because: 'less_trusted' })
  expect(ask(6)).toMatchObject({ because: 'not_registered' })
  expect(ask(9)).toMatchObject({ because: 'unknown_node', rung: null })
})

it('still asks the filters of a node that no rung reaches', () => {
  const found = ask(4, { ...fromGermany, geo: { ...fromGermany.geo, fallback: 'none' } })
  expect(found).toMatchObject({ because: 'out_of_reach', rung: null, failed: null })
  expect(found.filters).toHaveLength(filters.length)
})

it('says that a job was refused before any node was looked at', () => {
  expect(ask(1, { ...fromGermany, geo: { ...fromGermany.geo, only: [] } })).toMatchObject({ because: 'job_refused', filters: [] })
})

it('changes nothing: the winner is the one that is decided', () => {
  const off = { ...world, gate: gateAll(config, 'off') }
  expect(whyNot(off, fromGermany, nodeIdOf(2), ctx).winner?.nodeId).toBe(decide(off, fromGermany, ctx).nodeId)
})
