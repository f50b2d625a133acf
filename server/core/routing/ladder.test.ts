import { expect, it } from 'vitest'
import type { CompiledConfig } from '../config/compiled'
import { euLadder, route } from '../testing/route'
import { configWith, gateAll, originIn, type RequestSpec, subcloud } from '../testing/world'

const soft = (config: CompiledConfig, fallback?: 'none' | 'adjacent' | 'global'): RequestSpec => ({
  origin: originIn(config, 'DE'),
  geo: { fallback: fallback ?? null },
})

it('l01 falls back to a neighbour', () => {
  const config = configWith(euLadder)
  const decision = route(config, [{ country: 'AE' }], soft(config))
  expect(decision).toMatchObject({ preferredZone: 'EU', servedZone: 'ME', rung: 'adjacent', fallback: true })
  expect(decision.trace.rungs[0]).toMatchObject({ rung: 'preferred', zone: 'EU', candidates: 0, eligible: 0, cut: {} })
})

it('l02 falls back to the global pool', () => {
  const config = configWith(euLadder)
  const decision = route(config, [{ country: 'BR' }], soft(config, 'global'))
  expect(decision).toMatchObject({ servedZone: 'SA', rung: 'global', fallback: true })
  expect(decision.trace.rungs.map(({ token }) => token)).toEqual(['zone:EU', 'zone:ME', 'zone:NA', '*'])
})

it('tries a place once, though it is both preferred and a neighbour', () => {
  const config = configWith(euLadder)
  const decision = route(config, [{ country: 'BR' }], { geo: { prefer: ['zone:EU', 'zone:NA'], fallback: 'global' } })
  expect(decision.trace.rungs.map(({ token }) => token)).toEqual(['zone:EU', 'zone:NA', 'zone:ME', '*'])
})

it('l03 stops before the global pool where policy says so', () => {
  const config = configWith(euLadder)
  const decision = route(config, [{ country: 'BR' }, { country: 'BR' }], soft(config, 'adjacent'))
  expect(decision.refusal).toMatchObject({ code: 'geo_no_eligible_node', remedy: 'Fallback `global` would reach 2 nodes in SA.' })
  expect(decision.refusal!.retryAfterS).toBeGreaterThan(0)
  expect(decision.reasons).toContain('fallback_forbidden')
})

it('l04 refuses as saturated when the only rung allowed is full', () => {
  const config = configWith(euLadder)
  const full = { country: 'DE', slots: 2, leased: 2 }
  const decision = route(config, [full, full, full, { country: 'AE' }], soft(config, 'none'))
  expect(decision.refusal).toMatchObject({
    code: 'geo_zone_saturated',
    retryAfterS: 5,
    remedy: 'Wait for a free slot on any of 3 nodes in EU. Fallback `adjacent` would reach 1 node in ME.',
  })
  expect(decision.trace.rungs).toHaveLength(1)
})

it('l12 has one rung where nothing is preferred, whatever the fallback', () => {
  const config = configWith(euLadder)
  const decision = route(config, [{ country: 'BR' }], { geo: { fallback: 'none' } })
  expect(decision).toMatchObject({ preferredZone: null, preferredSource: 'none', rung: 'global', fallback: false, geoApplied: true })
  expect(decision.trace.rungs).toHaveLength(1)
})

it('l13 goes by availability alone while the gate is off', () => {
  const config = configWith(euLadder)
  const spec: RequestSpec = { geo: { prefer: ['zone:EU'], fallback: 'none' } }
  for (const state of ['off', 'suspended'] as const) {
    const decision = route(config, [{ country: 'BR' }], spec, gateAll(config, state))
    expect(decision).toMatchObject({
      preferredZone: 'EU',
      gate: state,
      geoApplied: false,
      servedZone: 'SA',
      rung: 'agnostic',
      fallback: false,
      shadow: null,
    })
  }
})

it('takes the stricter of the Subcloud’s and the request’s fallback', () => {
  const config = configWith((base) => ({ ...euLadder(base), subclouds: [subcloud('acme', { fallback: 'adjacent' })] }))
  const asks = (fallback: 'none' | 'global') =>
    route(config, [{ country: 'AE' }], { subcloud: 'acme', origin: originIn(config, 'DE'), geo: { fallback } })
  expect(asks('global')).toMatchObject({ rung: 'adjacent' })
  expect(asks('none').refusal?.code).toBe('geo_no_eligible_node')
  expect(asks('global').trace.policy.fallback).toBe('adjacent')
})

it('takes the places of a list in order before the first one’s neighbours', () => {
  const config = configWith(euLadder)
  const decision = route(config, [{ country: 'AE' }, { country: 'SG' }], { geo: { prefer: ['zone:EU', 'zone:SEA'] } })
  expect(decision).toMatchObject({ preferredZone: 'EU', servedZone: 'SEA', rung: 'adjacent', fallback: true })
})

const withWest = configWith((base) => ({
  zones: [...euLadder(base).zones, { code: 'EU-W', name: 'West', parent: 'EU', countries: ['FR'] }],
}))

it('takes a zone around the preferred one for its ancestor, listed or not, and a node for the first rung that holds it', () => {
  for (const prefer of [['zone:EU-W'], ['zone:EU-W', 'zone:EU']] as const) {
    const decision = route(withWest, [{ country: 'DE' }], { geo: { prefer: [...prefer], fallback: 'adjacent' } })
    expect(decision).toMatchObject({ servedZone: 'EU', rung: 'ancestor', fallback: true })
    expect(route(withWest, [{ country: 'FR' }], { geo: { prefer: [...prefer] } })).toMatchObject({ rung: 'preferred', fallback: false })
  }
  const listed = route(withWest, [{ country: 'DE' }], { geo: { prefer: ['zone:EU', 'country:DE'] } })
  expect(listed).toMatchObject({ rung: 'preferred', fallback: false })
})

it('finds a node whose place is contradicted in no rung but the global one', () => {
  const decision = route(withWest, [{ country: 'DE', level: 'contradicted' }], { geo: { prefer: ['zone:EU'], fallback: 'global' } })
  expect(decision).toMatchObject({ rung: 'global', fallback: true })
})

it('goes on to the zone that a neighbour became', () => {
  const config = configWith((base) => ({
    zones: euLadder(base).zones.map((zone) => (zone.code === 'ME' ? { ...zone, code: 'MID', replaces: ['ME'] } : zone)),
  }))
  expect(route(config, [{ country: 'AE' }], { geo: { prefer: ['zone:EU'] } })).toMatchObject({ servedZone: 'MID', rung: 'adjacent' })
})
