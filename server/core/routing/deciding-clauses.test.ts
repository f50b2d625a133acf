import { expect, it } from 'vitest'
import { at, configWith, type NodeSpec, node, originIn, request, snapshot, subcloud } from '../testing/world'
import { decide } from './decide'
import { decidingClauses } from './deciding-clauses'

const decided = (policy: unknown, nodes: NodeSpec[], from: string | null = 'FR') => {
  const config = configWith(() => ({ subclouds: [subcloud('acme', policy)] }))
  const world = snapshot(
    config,
    nodes.map((spec, i) => node(config, i + 1, spec)),
  )
  const decision = decide(world, request(config, { subcloud: 'acme', origin: originIn(config, from) }), { now: at, seed: 's' })
  const winner = decision.nodeId === null ? null : world.fleet.nodes.get(decision.nodeId)!
  return decidingClauses(decision, config.subclouds.get('acme')!, config, winner).map(({ path }) => path)
}

const eu = { boundary: { allow: ['country:US', 'jurisdiction:EU27'] } }

it('names the token that let the node in, the preference that led there, and why it is a member', () => {
  expect(decided({ ...eu, prefer: ['zone:SEA', 'zone:EU'] }, [{ country: 'DE' }])).toEqual([
    'prefer[1]',
    'boundary.allow[1]',
    'participation',
  ])
  expect(decided(eu, [{ country: 'DE' }])).toEqual(['prefer', 'boundary.allow[1]', 'participation'])
  expect(decided({}, [{ country: 'DE' }])).toContain('boundary')
  expect(decided({ boundary: { deny: ['country:HU'] } }, [{ country: 'DE' }])).toContain('boundary.deny')
})

it('names the fallback that let a job go on', () => {
  expect(decided({ prefer: ['zone:EU'] }, [{ country: 'DE', slots: 0 }, { country: 'BR' }])[0]).toBe('fallback')
})

it('names what refused: the clause to change', () => {
  expect(decided(eu, [{ country: 'BR' }])).toEqual(['boundary'])
  expect(decided({ ...eu, minTrust: 'verified' }, [{ country: 'DE' }])).toEqual(['minTrust'])
  expect(decided({ prefer: ['zone:EU'], fallback: 'none' }, [{ country: 'BR' }])).toEqual(['fallback'])
  expect(decided({ ...eu, isolate: true }, [{ country: 'DE' }])).toEqual(['participation'])
  expect(decided({ participation: { bans: ['0x0000000000000000000000000000000000000001'] } }, [{ country: 'DE' }])).toEqual([
    'participation.bans',
  ])
  expect(decided({ boundary: { allow: ['country:DE'], deny: ['zone:EU'] } }, [{ country: 'DE' }])).toEqual(['boundary'])
})

it('names the rule that kept an origin out', () => {
  expect(decided({ originDeny: ['zone:NA', 'country:FR'] }, [{ country: 'DE' }])).toEqual(['originDeny[1]'])
  expect(decided({ originAllow: ['country:US'] }, [{ country: 'DE' }])).toEqual(['originAllow'])
  expect(decided({ originAllow: ['country:US'] }, [{ country: 'DE' }], null)).toEqual(['onUnknownOrigin'])
})
