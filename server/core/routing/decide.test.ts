import { expect, it } from 'vitest'
import { at, configWith, node, originIn, request, snapshot, subcloud } from '../testing/world'
import { decide } from './decide'

it('o16 lets a request prefer another zone than its origin’s', () => {
  const config = configWith()
  const world = snapshot(config, [node(config, 1, { country: 'SG' }), node(config, 2, { country: 'DE' })])
  const decision = decide(world, request(config, { origin: originIn(config, 'DE'), geo: { prefer: ['zone:SEA'] } }), { now: at, seed: 's' })
  expect(decision).toMatchObject({
    outcome: 'routed',
    preferredZone: 'SEA',
    preferredSource: 'request',
    servedZone: 'SEA',
    rung: 'preferred',
    fallback: false,
  })
  expect(decision.trace.origin).toMatchObject({ country: 'DE', source: 'geoip' })
})

it('b01 refuses rather than leaving a restricted boundary', () => {
  const config = configWith(() => ({ subclouds: [subcloud('acme', { boundary: { allow: ['jurisdiction:EU27'] } })] }))
  const world = snapshot(config, [node(config, 1, { country: 'DE', liveUntil: at - 1 }), node(config, 2, { country: 'US' })])
  const decision = decide(world, request(config, { subcloud: 'acme', origin: originIn(config, 'DE') }), { now: at, seed: 's' })
  expect(decision.refusal).toMatchObject({
    code: 'geo_no_eligible_node',
    remedy: '1 node in EU fits but has stopped sending heartbeats.',
    retryAfterS: 15,
  })
})
