import { expect, it } from 'vitest'
import { at, configWith, gateAll, node, nodeIdOf, originIn, request, snapshot, subcloud } from '../testing/world'
import { decide } from './decide'
import { viewRefusal, viewTrace } from './views'

const config = configWith(() => ({ subclouds: [subcloud('acme'), subcloud('other')] }))
const asks = request(config, { subcloud: 'acme', origin: originIn(config, 'DE') })
const decided = (count: number, more: object = {}) =>
  decide(
    snapshot(
      config,
      Array.from({ length: count }, (_, i) => node(config, i + 1, { country: 'DE', ...more })),
      gateAll(config, 'shadow'),
    ),
    asks,
    { now: at, seed: 's' },
  )

it('p02 shows a consumer zones and counts, "<3" for a zone with one node, and no node id', () => {
  const { trace } = decided(1)
  const view = viewTrace(trace, { role: 'consumer' })
  expect(view).toMatchObject({
    view: 'guarded',
    rungs: [{ rung: 'agnostic', candidates: '<3', eligible: '<3' }],
    shadowRungs: [{ zone: 'EU', eligible: '<3' }],
  })
  expect(JSON.stringify(view)).not.toMatch(/0x[0-9a-f]{40}/)
  expect(viewTrace(decided(2).trace, { role: 'consumer' }).rungs[0]).toMatchObject({ candidates: '<3', eligible: '<3' })
  expect(viewTrace(decided(3).trace, { role: 'consumer' }).rungs[0]).toMatchObject({ candidates: 3, eligible: 3 })
  expect(viewTrace(decided(7).trace, { role: 'consumer' }).rungs[0]).toMatchObject({ candidates: 7, eligible: 7 })
})

it('shows an owner the nodes of its own Subcloud’s jobs, and an admin all', () => {
  const { trace } = decided(1)
  expect(JSON.stringify(viewTrace(trace, { role: 'owner', subcloud: 'acme' }))).toContain(nodeIdOf(1))
  expect(JSON.stringify(viewTrace(trace, { role: 'admin' }))).toContain(nodeIdOf(1))
  expect(JSON.stringify(viewTrace(trace, { role: 'owner', subcloud: 'other' }))).not.toContain(nodeIdOf(1))
  expect(viewTrace(trace, { role: 'admin' }, 'summary').rungs[0]).not.toHaveProperty('sampled')
})

it('leaves small counts vague in the remedy that a consumer reads', () => {
  const full = decided(2, { slots: 1, leased: 1 })
  expect(viewRefusal(full, { role: 'admin' })?.remedy).toBe('Wait for a free slot on any of 2 nodes in EU.')
  expect(viewRefusal(full, { role: 'consumer' })?.remedy).toBe('Wait for a free slot on any of fewer than 3 nodes.')
  expect(viewTrace(full.trace, { role: 'consumer' }).misses).toEqual([{ kind: 'capacity', count: '<3', zones: [] }])
  const silent = decided(5, { liveUntil: at - 1 })
  expect(viewRefusal(silent, { role: 'consumer' })?.remedy).toBe('5 nodes in EU fit but have stopped sending heartbeats.')
})
