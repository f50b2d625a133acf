import { expect, it } from 'vitest'
import { route } from '../testing/route'
import { configWith, originIn, type RequestSpec, subcloud } from '../testing/world'

it('o16 lets a request prefer another zone than its origin’s', () => {
  const config = configWith()
  const decision = route(config, [{ country: 'SG' }, { country: 'DE' }], {
    origin: originIn(config, 'DE'),
    geo: { prefer: ['zone:SEA'] },
  })
  expect(decision).toMatchObject({
    preferredZone: 'SEA',
    preferredSource: 'request',
    servedZone: 'SEA',
    rung: 'preferred',
    fallback: false,
  })
  expect(decision.trace.origin).toMatchObject({ country: 'DE', source: 'geoip' })
  expect(decision.reasons).toEqual(['origin_geoip', 'preference_request', 'ladder_preferred'])
})

it('prefers the origin’s own zone, and says by what it was assigned', () => {
  const config = configWith()
  const decision = route(config, [{ country: 'US' }, { country: 'DE' }], { origin: originIn(config, 'FR') })
  expect(decision).toMatchObject({ preferredZone: 'EU', preferredSource: 'origin', servedZone: 'EU', servedCountry: 'DE' })
  expect(decision.reasons).toEqual(['origin_geoip', 'zone_match_country', 'ladder_preferred'])
})

it('asks request, key, Subcloud, origin and nearest zone in that order', () => {
  const config = configWith(() => ({ subclouds: [subcloud('acme', { prefer: ['zone:ME'] })] }))
  const origin = originIn(config, 'JP', { nearest: 'SEA' })
  const all: RequestSpec = {
    origin: originIn(config, 'DE'),
    subcloud: 'acme',
    key: { geo: { prefer: ['zone:SA'] } },
    geo: { prefer: ['zone:NA'] },
  }
  const preferred = (spec: RequestSpec) => {
    const { preferredZone, preferredSource } = route(config, [], spec)
    return [preferredZone, preferredSource]
  }
  expect(preferred(all)).toEqual(['NA', 'request'])
  expect(preferred({ ...all, geo: {} })).toEqual(['SA', 'key'])
  expect(preferred({ ...all, geo: {}, key: {} })).toEqual(['ME', 'subcloud'])
  expect(preferred({ ...all, geo: {}, key: {}, subcloud: null })).toEqual(['EU', 'origin'])
  expect(preferred({ origin })).toEqual(['SEA', 'nearest'])
  expect(preferred({ origin: { ...origin, nearest: null } })).toEqual([null, 'none'])
})

it('drops what lies outside the boundary and takes the first of a list that does not', () => {
  const config = configWith()
  const geo: RequestSpec['geo'] = { prefer: ['zone:SEA', 'zone:EU', 'country:FR'], only: ['jurisdiction:EU27'] }
  const decision = route(config, [{ country: 'DE' }], { geo })
  expect(decision).toMatchObject({ outcome: 'routed', preferredZone: 'EU', rung: 'preferred' })
  expect(decision.reasons).toContain('preference_outside_boundary')
  expect(decision.trace.preference).toMatchObject({ tokens: ['zone:EU', 'country:FR'], dropped: ['zone:SEA'] })
})

it('makes a rung with no preferred zone out of a country or a jurisdiction', () => {
  const config = configWith()
  const decision = route(config, [{ country: 'DE' }, { country: 'GB' }], { geo: { prefer: ['jurisdiction:UK', 'zone:EU'] } })
  expect(decision).toMatchObject({ preferredZone: null, preferredSource: 'request', rung: 'preferred', servedCountry: 'GB' })
  expect(decision.trace.rungs[0]).toMatchObject({ token: 'jurisdiction:UK', zone: null, candidates: 1 })
})

it('counts a child zone’s nodes as its parent’s, and climbs to ancestors before neighbours', () => {
  const config = configWith((base) => ({
    zones: [...base.zones, { code: 'EU-W', name: 'Western Europe', parent: 'EU', countries: ['FR'], neighbours: ['NA'] }],
  }))
  expect(route(config, [{ country: 'FR' }], { geo: { prefer: ['zone:EU'] } })).toMatchObject({
    rung: 'preferred',
    servedZone: 'EU-W',
    fallback: false,
  })
  const up = route(config, [{ country: 'PL' }, { country: 'US' }], { origin: originIn(config, 'FR') })
  expect(up).toMatchObject({ preferredZone: 'EU-W', rung: 'ancestor', servedZone: 'EU', fallback: true })
  expect(up.trace.rungs.map(({ token }) => token)).toEqual(['zone:EU-W', 'zone:EU'])
})

it('follows a renamed zone to its successor', () => {
  const config = configWith((base) => ({
    zones: [...base.zones.filter(({ code }) => code !== 'ME'), { code: 'MENA', name: 'Middle East', countries: ['AE'], replaces: ['ME'] }],
  }))
  expect(route(config, [{ country: 'AE' }], { geo: { prefer: ['zone:ME'] } })).toMatchObject({
    preferredZone: 'MENA',
    servedZone: 'MENA',
  })
})
