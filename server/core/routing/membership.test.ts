import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CompiledConfig } from '../config/compiled'
import { at, configWith, type NodeSpec, node, nodeIdOf, request, snapshot, subcloud } from '../testing/world'
import { decide } from './decide'
import { isMember, isolatedIn, membershipsOf, obstacleTo, optInsOf, poolOf, takesOptedIn } from './membership'
import type { FleetNode } from './types'

const served = (config: ReturnType<typeof configWith>, nodes: NodeSpec[], slug: string | null) => {
  const fleet = nodes.map((one, i) => node(config, i + 1, one))
  return decide(snapshot(config, fleet), request(config, { subcloud: slug, geo: { fallback: 'global' } }), { now: at, seed: 's' })
}

it('b07 keeps an isolating Subcloud’s jobs on its members, and its members off every other ladder', () => {
  const config = configWith(() => ({ subclouds: [subcloud('iso', { isolate: true, fallback: 'global' }), subcloud('other')] }))
  const member = { country: 'DE', joins: ['iso'] }
  expect(served(config, [member], 'iso').outcome).toBe('routed')
  expect(served(config, [{ country: 'DE' }], 'iso').refusal).toMatchObject({ code: 'geo_no_eligible_node' })
  expect(served(config, [member], null).refusal).toMatchObject({ code: 'geo_no_eligible_node' })
  expect(served(config, [member], 'other').outcome).toBe('refused')
  expect(served(config, [member, { country: 'BR' }], null).servedCountry).toBe('BR')
})

it('b12 takes nobody by isolating with an open door: who did not opt in stays in the global pool', () => {
  const config = configWith(() => ({ subclouds: [subcloud('iso', { isolate: true, participation: { join: 'open' } })] }))
  const bystander = node(config, 1, { country: 'DE' })
  expect(isolatedIn(bystander, config)).toBeNull()
  expect(isMember(bystander, config.subclouds.get('iso')!, config)).toBe(false)
  expect(served(config, [{ country: 'DE' }], null).outcome).toBe('routed')
})

it('puts a node into one isolating Subcloud: an admin’s assignment first, then the first slug it opted into', () => {
  const config = configWith(() => ({
    subclouds: ['beta', 'alpha', 'gamma'].map((slug) =>
      subcloud(slug, { isolate: true, participation: { assigned: slug === 'gamma' ? [nodeIdOf(2)] : [] } }),
    ),
  }))
  expect(isolatedIn(node(config, 1, { joins: ['beta', 'alpha'] }), config)).toBe('alpha')
  expect(isolatedIn(node(config, 2, { joins: ['beta', 'alpha'] }), config)).toBe('gamma')
  expect(isMember(node(config, 1, { joins: ['beta', 'alpha'] }), config.subclouds.get('beta')!, config)).toBe(false)
})

it('joins by the door: open to who qualifies, semi-open by opting in and being approved, closed by assignment', () => {
  const config = configWith(() => ({
    subclouds: (['open', 'semi-open', 'closed'] as const).map((join) =>
      subcloud(join, {
        participation: { join, criteria: { countries: ['DE'], minVramGb: 24 }, assigned: [nodeIdOf(9)], approved: [nodeIdOf(1)] },
      }),
    ),
  }))
  const doors = (id: number, spec: NodeSpec) =>
    [...config.subclouds.values()].filter((one) => isMember(node(config, id, spec), one, config)).map(({ slug }) => slug)
  expect(doors(1, { country: 'DE' })).toEqual(['open'])
  expect(doors(1, { country: 'DE', joins: ['semi-open', 'closed'] })).toEqual(['open', 'semi-open'])
  expect(doors(2, { country: 'DE', joins: ['semi-open'] })).toEqual(['open'])
  expect(doors(1, { country: 'DE', vramGb: 8, joins: ['semi-open'] })).toEqual([])
  expect(doors(1, { country: 'DE', level: 'contradicted' })).toEqual([])
  expect(doors(9, { country: 'US', vramGb: 8 }).sort()).toEqual(['closed', 'open', 'semi-open'])
})

it('bans a member without taking it from the global pool', () => {
  const config = configWith(() => ({ subclouds: [subcloud('iso', { isolate: true, participation: { bans: [nodeIdOf(1)] } })] }))
  const banned = [{ country: 'DE', joins: ['iso'] }]
  expect(served(config, banned, 'iso').trace.rungs[0]!.cut).toEqual({ ban: 1 })
  expect(served(config, banned, null).outcome).toBe('routed')
})

it('keeps a node out for as long as it cools down, unless an admin assigns it', () => {
  const config = configWith(() => ({
    subclouds: [subcloud('iso', { isolate: true, participation: { assigned: [nodeIdOf(2)] } }), subcloud('other')],
  }))
  const cooling = { country: 'DE', joins: ['iso'], cooling: ['iso'] }
  expect(isolatedIn(node(config, 1, cooling), config)).toBeNull()
  expect(isMember(node(config, 1, cooling), config.subclouds.get('other')!, config)).toBe(true)
  expect(isolatedIn(node(config, 2, cooling), config)).toBe('iso')
  expect(served(config, [cooling], null).outcome).toBe('routed')
})

it('criteria that nothing measures are not met', () => {
  const config = configWith(() => ({ subclouds: [subcloud('steady', { participation: { criteria: { minUptimePct: 99 } } })] }))
  const steady = config.subclouds.get('steady')!
  expect(isMember(node(config, 1, { country: 'DE' }), steady, config)).toBe(false)
  expect(isMember(node(config, 1, { country: 'DE', uptimePct: 99.5 }), steady, config)).toBe(true)
})

it('names of GPUs are the same whoever typed them, and a Ti is another', async () => {
  const { sameGpu } = await import('./hardware')
  expect(sameGpu('NVIDIA GeForce RTX 4090', 'rtx 4090')).toBe(true)
  expect(sameGpu('RTX-4090', 'RTX 4090')).toBe(true)
  expect(sameGpu('RTX 4090 Ti', 'RTX 4090')).toBe(false)
})

/** As it is meant: every isolating Subcloud is asked, in the slugs' order. */
function holder(one: FleetNode, config: CompiledConfig): string | null {
  const isolating = [...config.subclouds.values()].filter(({ policy }) => policy.isolate).sort((a, b) => (a.slug < b.slug ? -1 : 1))
  const free = isolating.filter(({ policy }) => !policy.participation.bans.includes(one.id))
  const assigned = free.find(({ policy }) => policy.participation.assigned.includes(one.id))
  return (assigned ?? free.find((each) => obstacleTo(one, poolOf(each, config).own!) === null))?.slug ?? null
}

const slugs = ['a', 'b', 'c', 'd', 'e']
const ids = [1, 2, 3].map(nodeIdOf)
const some = (from: readonly string[]) => fc.subarray([...from])
const aPolicy = fc.record({
  isolate: fc.boolean(),
  participation: fc.record({
    join: fc.constantFrom('open', 'semi-open', 'closed'),
    criteria: fc.constantFrom({}, { countries: ['DE'] }, { minVramGb: 24 }),
    assigned: some(ids),
    approved: some(ids),
    bans: some(ids),
  }),
})

it('asks only who can hold a node or have it, and finds what asking every Subcloud finds', () => {
  const seen = { held: 0, shared: 0, free: 0 }
  fc.assert(
    fc.property(
      fc.array(aPolicy, { minLength: 1, maxLength: slugs.length }),
      fc.array(fc.record({ country: fc.constantFrom('DE', 'US'), vramGb: fc.constantFrom(8, 24), joins: fc.shuffledSubarray(slugs) }), {
        minLength: 3,
        maxLength: 3,
      }),
      (policies, specs) => {
        const config = configWith(() => ({ subclouds: policies.map((policy, i) => subcloud(slugs[i]!, policy)) }))
        for (const [i, spec] of specs.entries()) {
          const one = node(config, i + 1, spec)
          const expected = holder(one, config)
          expect(isolatedIn(one, config)).toBe(expected)
          const members = [...config.subclouds.values()].filter((each) => isMember(one, each, config)).map(({ slug }) => slug)
          expect([...membershipsOf(one, config)].sort()).toEqual(members.sort())
          for (const slug of members)
            if (takesOptedIn(poolOf(config.subclouds.get(slug)!, config))) expect([...optInsOf(one, config)]).toContain(slug)
          seen[expected !== null ? 'held' : members.length > 0 ? 'shared' : 'free']++
        }
      },
    ),
    { numRuns: 500 },
  )
  for (const times of Object.values(seen)) expect(times).toBeGreaterThan(50)
})
