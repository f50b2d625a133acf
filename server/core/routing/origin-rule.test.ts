import { expect, it } from 'vitest'
import { route } from '../testing/route'
import { configWith, originIn, subcloud } from '../testing/world'

const config = configWith(() => ({
  subclouds: [
    subcloud('acme', { originAllow: ['country:DE'] }),
    subcloud('open', { originDeny: ['country:US'], onUnknownOrigin: 'allow' }),
  ],
}))

it('judges an origin by its address, never by what is stated', () => {
  const stated = { ...originIn(config, 'DE'), source: 'stated' as const, address: originIn(config, 'US').address }
  expect(route(config, [{ country: 'DE' }], { subcloud: 'acme', origin: stated }).refusal).toMatchObject({
    code: 'geo_origin_denied',
    retryAfterS: null,
  })
  expect(route(config, [{ country: 'DE' }], { subcloud: 'acme', origin: originIn(config, 'DE') }).outcome).toBe('routed')
})

it('denies an unknown origin, unless the policy says otherwise', () => {
  expect(route(config, [{ country: 'DE' }], { subcloud: 'acme' }).reasons).toEqual([
    'origin_unknown',
    'zone_none',
    'origin_denied',
    'geo_origin_denied',
  ])
  expect(route(config, [{ country: 'DE' }], { subcloud: 'open' }).outcome).toBe('routed')
  expect(route(config, [{ country: 'DE' }], { subcloud: 'open', origin: originIn(config, 'US') }).outcome).toBe('refused')
})

it('holds an address that may lie in a denied or an allowed part of its country for unknown', () => {
  const partly = (policy: object) => configWith(() => ({ subclouds: [subcloud('acme', policy)] }))
  const rule = { originDeny: ['subdivision:RU-CHU'] }
  const asks = (policy: object, subdivision: string | null) => {
    const world = partly(policy)
    return route(world, [{ country: 'DE' }], { subcloud: 'acme', origin: originIn(world, 'RU', { subdivision }) }).outcome
  }
  expect([asks(rule, null), asks(rule, 'RU-CHU'), asks(rule, 'RU-MOW')]).toEqual(['refused', 'refused', 'routed'])
  expect(asks({ ...rule, onUnknownOrigin: 'allow' }, null)).toBe('routed')
  expect(asks({ originAllow: ['subdivision:RU-CHU'], onUnknownOrigin: 'allow' }, null)).toBe('routed')
  expect(asks({ originAllow: ['subdivision:RU-CHU'], onUnknownOrigin: 'allow' }, 'RU-MOW')).toBe('refused')
  // Wherever in Russia the client is, it is denied or not allowed.
  const neither = { originAllow: ['subdivision:RU-CHU', 'country:DE'], originDeny: ['subdivision:RU-CHU'], onUnknownOrigin: 'allow' }
  expect(asks(neither, null)).toBe('refused')
  expect(asks({ ...neither, originAllow: ['subdivision:RU-CHU', 'subdivision:RU-SA'] }, null)).toBe('routed')
})
