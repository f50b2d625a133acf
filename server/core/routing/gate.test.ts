import { expect, it } from 'vitest'
import { euLadder, route } from '../testing/route'
import { configWith, gateAll, originIn, type RequestSpec, subcloud } from '../testing/world'

it('computes the geo decision beside the applied one in shadow', () => {
  const config = configWith(euLadder)
  const nodes = [{ country: 'BR' }, { country: 'DE', leased: 3 }]
  const decision = route(config, nodes, { origin: originIn(config, 'DE') }, gateAll(config, 'shadow'))
  expect(decision).toMatchObject({ gate: 'shadow', geoApplied: false, rung: 'agnostic', servedZone: 'SA', fallback: false })
  expect(decision.shadow).toMatchObject({ servedZone: 'EU', servedCountry: 'DE', rung: 'preferred', outcome: 'routed', fallback: false })
  expect(decision.reasons).toEqual(['origin_geoip', 'zone_match_country', 'gate_shadow', 'ladder_agnostic'])
  expect(decision.trace.shadowRungs).toHaveLength(1)
})

it('applies geo-routing to the canary’s tenants only: the Subcloud, else the key', () => {
  const config = configWith(() => ({ subclouds: [subcloud('acme')] }))
  const gate = gateAll(config, 'canary', 50)
  const one = (spec: RequestSpec) => route(config, [{ country: 'DE' }], { origin: originIn(config, 'DE'), ...spec }, gate)
  const byKey = Array.from({ length: 60 }, (_, i) => one({ key: { id: `key-${i}` } }))
  expect(new Set(byKey.map(({ geoApplied }) => geoApplied))).toEqual(new Set([true, false]))
  for (const { geoApplied, rung, shadow, reasons } of byKey) {
    expect(rung).toBe(geoApplied ? 'preferred' : 'agnostic')
    expect(shadow === null).toBe(geoApplied)
    expect(reasons).toContain(geoApplied ? 'gate_canary_in' : 'gate_canary_out')
  }
  const bySubcloud = Array.from({ length: 20 }, (_, i) => one({ subcloud: 'acme', key: { id: `key-${i}` } }).geoApplied)
  expect(new Set(bySubcloud).size).toBe(1)
})

it('follows the preferred zone’s gate, a child its top zone’s', () => {
  const config = configWith((base) => ({ zones: [...base.zones, { code: 'EU-W', name: 'West', parent: 'EU', countries: ['FR'] }] }))
  const gate = { ...gateAll(config, 'off'), zones: { ...gateAll(config, 'off').zones, EU: { state: 'on' as const, canaryPct: 100 } } }
  expect(route(config, [{ country: 'DE' }], { origin: originIn(config, 'FR') }, gate)).toMatchObject({ gate: 'on', rung: 'ancestor' })
  expect(route(config, [{ country: 'DE' }], { origin: originIn(config, 'US') }, gate)).toMatchObject({ gate: 'off', rung: 'agnostic' })
  expect(route(config, [{ country: 'DE' }], {}, gate)).toMatchObject({ gate: 'off', rung: 'agnostic' })
})
