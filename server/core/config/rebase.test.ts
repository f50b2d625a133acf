import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultConfig } from './default'
import { rebase } from './rebase'
import { type Config, configSchema } from './schema'

const base = configSchema.parse({
  ...defaultConfig(),
  models: ['a', 'b'],
  subclouds: [{ slug: 'law', name: 'Law', owner: 'a@example.org', policy: { boundary: { allow: ['jurisdiction:EU27'] } } }],
})
const change = (edit: (config: Config) => void): Config => {
  const copy = structuredClone(base)
  edit(copy)
  return copy
}
const zone = (config: Config, code: string) => config.zones.find((each) => each.code === code)!

describe('a rebase', () => {
  it('puts disjoint changes together, whoever rebases on whom', () => {
    const mine = change((config) => {
      zone(config, 'EU').name = 'Europe and more'
      zone(config, 'EU').countries.push('GE')
      config.models.push('mine')
      config.zones.push({ ...zone(config, 'SA'), code: 'SA-S', parent: 'SA' })
    })
    const theirs = change((config) => {
      zone(config, 'EU').bias = 5
      zone(config, 'EU').countries = zone(config, 'EU')
        .countries.filter((code) => code !== 'IE')
        .concat('AM')
      config.models = ['b', 'theirs']
      config.zones = config.zones.filter(({ code }) => code !== 'ME')
      config.zones.reverse()
      config.subclouds[0]!.policy.prefer = ['zone:EU']
    })
    for (const [one, other] of [
      [mine, theirs],
      [theirs, mine],
    ] as const) {
      const { document, conflicts } = rebase(base, one, other)
      expect(conflicts).toEqual([])
      expect(zone(document, 'EU')).toMatchObject({ name: 'Europe and more', bias: 5 })
      expect(zone(document, 'EU').countries).toEqual(expect.arrayContaining(['GE', 'AM']))
      expect(zone(document, 'EU').countries).not.toContain('IE')
      expect([...document.models].sort()).toEqual(['b', 'mine', 'theirs'])
      expect(document.zones.map(({ code }) => code).sort()).toEqual(['EU', 'NA', 'SA', 'SA-S', 'SEA'])
      expect(document.subclouds[0]!.policy).toMatchObject({ prefer: ['zone:EU'], boundary: { allow: ['jurisdiction:EU27'] } })
    }
  })

  it('names what both changed, and takes the side that is asked for', () => {
    const mine = change((config) => {
      zone(config, 'EU').name = 'Mine'
      config.subclouds[0]!.policy.boundary = { allow: ['country:DE'], deny: [] }
      config.zones = config.zones.filter(({ code }) => code !== 'SEA')
    })
    const theirs = change((config) => {
      zone(config, 'EU').name = 'Theirs'
      zone(config, 'SEA').priority = 3
      config.subclouds[0]!.policy.boundary = { allow: ['country:FR'], deny: [] }
    })
    const paths = ['subclouds[law].policy.boundary.allow', 'zones[EU].name', 'zones[SEA]']
    const [kept, taken] = [rebase(base, mine, theirs), rebase(base, mine, theirs, 'theirs')]
    expect(kept.conflicts.map(({ path }) => path).sort()).toEqual(paths)
    expect(zone(kept.document, 'EU').name).toBe('Mine')
    expect(zone(kept.document, 'SEA')).toBeUndefined()
    expect(zone(taken.document, 'EU').name).toBe('Theirs')
    expect(zone(taken.document, 'SEA').priority).toBe(3)
    expect(kept.conflicts.find(({ path }) => path === 'zones[EU].name')).toMatchObject({ base: 'Europe', mine: 'Mine', theirs: 'Theirs' })
  })

  it('changes nothing where one side changed nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(rebase(one, one, other)).toEqual({ document: other, conflicts: [] })
        expect(rebase(one, other, one)).toEqual({ document: other, conflicts: [] })
        expect(rebase(one, other, other)).toEqual({ document: other, conflicts: [] })
      }),
    )
  })

  it('conflicts over an order that means something', () => {
    const mine = change((config) => zone(config, 'EU').neighbours.reverse())
    const theirs = change((config) => zone(config, 'EU').neighbours.pop())
    expect(rebase(base, mine, theirs).conflicts.map(({ path }) => path)).toEqual(['zones[EU].neighbours'])
  })
})
