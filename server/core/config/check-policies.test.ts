import { describe, expect, it } from 'vitest'
import { checkConfig, hasErrors } from './check'
import { defaultConfig } from './default'
import type { Finding } from './finding'
import { parseConfig } from './parse'
import type { Config } from './schema'

const subcloud = (slug: string, policy: object) => ({ slug, name: slug, owner: 'owner@example.org', policy })
const valid = (document: object): Config => {
  const parsed = parseConfig(document)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings))
  return parsed.config
}
const check = (document: object, options = {}) => checkConfig(valid(document), options)
const errors = (findings: readonly Finding[]) =>
  findings.filter(({ severity }) => severity === 'error').map(({ path, code }) => `${path} ${code}`)
const warnings = (findings: readonly Finding[]) =>
  findings.filter(({ severity }) => severity === 'warning').map(({ path, code }) => `${path} ${code}`)

describe('what is referred to', () => {
  const base = { ...defaultConfig(), subclouds: [subcloud('acme', { boundary: { allow: ['zone:SA'] } })] }
  const without = (code: string) => ({
    ...base,
    zones: base.zones
      .filter((each) => each.code !== code)
      .map((each) => ({ ...each, neighbours: each.neighbours.filter((other) => other !== code) })),
  })

  it('z13 cannot be deleted, and the policies are named', () => {
    const [finding, ...rest] = check(without('SA'), { previous: valid(base) })
    expect(rest).toEqual([])
    expect(finding).toMatchObject({ severity: 'error', path: 'zones', code: 'in_use', usedBy: ['Subcloud acme, boundary.allow[0]'] })
    expect(finding!.message).toContain('Subcloud acme')
  })

  it('z13 holds for retiring, for neighbour lists, for keys and for jurisdictions', () => {
    const retired = { ...base, zones: base.zones.map((each) => (each.code === 'SA' ? { ...each, status: 'retired' } : each)) }
    const used = check(retired, { previous: valid(base), keys: [{ name: 'nightly', geo: { only: ['zone:SA'] } }] })
    expect(errors(used)).toEqual(['zones in_use'])
    expect(used[0]!.usedBy).toEqual(
      expect.arrayContaining(['zone NA, neighbours[0]', 'Subcloud acme, boundary.allow[0]', 'API key nightly, geo.only[0]']),
    )
    const lawless = { ...base, jurisdictions: [], subclouds: [subcloud('acme', { boundary: { allow: ['jurisdiction:EU27'] } })] }
    expect(errors(check(lawless, { previous: valid({ ...lawless, jurisdictions: base.jurisdictions }) }))).toEqual(['jurisdictions in_use'])
    expect(errors(check(without('SA')))).toEqual(['subclouds[0].policy.boundary.allow[0] unknown_zone'])
    expect(errors(check(without('SEA'), { previous: valid(base) }))).toEqual([])
  })

  it('a Subcloud that keys are bound to stays, and they are named', () => {
    const keys = [
      { name: 'nightly', subcloud: 'acme', geo: null },
      { name: 'free', subcloud: null, geo: null },
    ]
    const found = check({ ...base, subclouds: [] }, { previous: valid(base), keys })
    expect(found).toEqual([
      {
        severity: 'error',
        path: 'subclouds',
        code: 'in_use',
        message: 'Subcloud acme cannot be dropped: API key nightly is bound to it. Revoke it first.',
        usedBy: ['API key nightly'],
      },
    ])
    expect(check({ ...base, subclouds: [] }, { previous: valid(base), keys: keys.slice(1) })).toEqual([])
    expect(check(base, { previous: valid(base), keys })).toEqual([])
  })

  it('a Subcloud that is handed over is so with a warning of the keys that are bound to it', () => {
    const keys = [{ name: 'nightly', subcloud: 'acme', geo: null }]
    const handed = { ...base, subclouds: base.subclouds.map((one) => ({ ...one, owner: 'other@example.org' })) }
    expect(check(handed, { previous: valid(base), keys })).toEqual([
      {
        severity: 'warning',
        path: 'subclouds[0].owner',
        code: 'keys_outlast_owner',
        message:
          'acme goes from owner@example.org to other@example.org, and API key nightly will go on opening it. Revoke what owner@example.org should not keep.',
      },
    ])
    expect(check(handed, { previous: valid(base), keys: [] })).toEqual([])
  })

  it('must exist everywhere a policy can name it', () => {
    const policy = {
      boundary: { allow: ['country:XK'], deny: ['zone:NONE'] },
      prefer: ['jurisdiction:NONE'],
      originAllow: ['subdivision:XX-1'],
      originDeny: ['zone:NONE'],
      participation: { criteria: { zones: ['NONE'], countries: ['XK'] } },
      tests: [
        { origin: 'zone:NONE', model: 'm', expect: 'NONE' },
        { origin: { country: 'XK' }, model: 'm', expect: 'refused' },
      ],
    }
    expect(errors(check({ ...base, subclouds: [subcloud('a', policy)], platform: { boundary: { deny: ['country:XK'] } } }))).toEqual([
      'platform.boundary.deny[0] invalid_geo_token',
      'subclouds[0].policy.boundary.allow[0] invalid_geo_token',
      'subclouds[0].policy.boundary.deny[0] unknown_zone',
      'subclouds[0].policy.prefer[0] invalid_geo_token',
      'subclouds[0].policy.originAllow[0] invalid_geo_token',
      'subclouds[0].policy.originDeny[0] unknown_zone',
      'subclouds[0].policy.participation.criteria.zones[0] unknown_zone',
      'subclouds[0].policy.participation.criteria.countries[0] invalid_geo_token',
      'subclouds[0].policy.tests[0].origin unknown_zone',
      'subclouds[0].policy.tests[0].expect unknown_zone',
      'subclouds[0].policy.tests[1].origin.country unknown_country',
    ])
  })
})

describe('policies', () => {
  const withPolicy = (policy: object, more: object = {}) => check({ ...defaultConfig(), ...more, subclouds: [subcloud('acme', policy)] })

  it('refuse an empty boundary and name the clauses, the platform’s too', () => {
    const own = withPolicy({ boundary: { allow: ['country:DE'], deny: ['zone:EU'] } })
    expect(own).toMatchObject([
      {
        path: 'subclouds[0].policy.boundary',
        code: 'boundary_empty',
        message: 'Nowhere is left: policy’s allow country:DE, policy’s deny zone:EU have no place in common.',
      },
    ])
    const platform = withPolicy({ boundary: { allow: ['country:DE'] } }, { platform: { boundary: { allow: ['zone:NA'] } } })
    expect(platform[0]!.message).toContain('platform’s allow zone:NA')
    expect(errors(withPolicy({ originAllow: ['country:DE'], originDeny: ['zone:EU'] }))).toEqual([
      'subclouds[0].policy.originAllow boundary_empty',
    ])
  })

  it('warn of a zone taken for a jurisdiction', () => {
    const [finding] = withPolicy({ boundary: { allow: ['zone:EU'] } })
    expect(finding).toMatchObject({ severity: 'warning', path: 'subclouds[0].policy.boundary.allow[0]', code: 'covers_less' })
    expect(finding!.message).toMatch(/^zone:EU contains CH, GB, .*; EU27 does not\. EU27 contains GF, .* zone:EU does not\./)
    expect(withPolicy({ boundary: { allow: ['jurisdiction:EU27'] } })).toEqual([])
    expect(withPolicy({ boundary: { allow: ['zone:SEA'] } })).toEqual([])
  })

  it('warn of a preference outside the boundary, and of one taken for a boundary', () => {
    expect(warnings(withPolicy({ boundary: { allow: ['jurisdiction:EU27'] }, prefer: ['zone:EU', 'zone:NA'] }))).toEqual([
      'subclouds[0].policy.prefer[1] preference_outside_boundary',
    ])
    expect(warnings(withPolicy({ prefer: ['zone:EU'], fallback: 'none' }))).toEqual(['subclouds[0].policy.prefer no_boundary'])
    expect(warnings(withPolicy({ boundary: { allow: [] } }))).toEqual(['subclouds[0].policy.boundary no_boundary'])
  })

  it('warn of isolation that takes nobody, everybody, or a node twice', () => {
    expect(warnings(withPolicy({ isolate: true }))).toEqual(['subclouds[0].policy.participation.join isolation'])
    expect(warnings(withPolicy({ isolate: true, participation: { join: 'closed' } }))).toEqual([
      'subclouds[0].policy.participation.assigned isolation',
    ])
    const isolated = { isolate: true, participation: { join: 'closed', assigned: [`0x${'a'.repeat(40)}`] } }
    expect(warnings(check({ ...defaultConfig(), subclouds: [subcloud('a', isolated), subcloud('b', isolated)] }))).toEqual([
      'subclouds[1].policy.participation.assigned[0] isolation_conflict',
    ])
  })

  it('must pass their own tests, run by whoever can route', () => {
    const document = {
      ...defaultConfig(),
      subclouds: [
        subcloud('acme', {
          tests: [
            { name: 'Paris', origin: 'country:FR', model: 'm', expect: 'EU' },
            { origin: 'country:US', model: 'm', expect: 'refused' },
          ],
        }),
      ],
    }
    const findings = check(document, { runTest: () => ({ got: 'EU' }) })
    expect(findings).toEqual([
      { severity: 'error', path: 'subclouds[0].policy.tests[1]', code: 'policy_test', message: 'test 2 expects refused and would get EU.' },
    ])
    expect(hasErrors(findings)).toBe(true)
  })
})

describe('overrides', () => {
  it('place each prefix once, in a country', () => {
    const findings = check({
      ...defaultConfig(),
      overrides: [
        { cidr: '10.0.0.0/8', place: 'country:DE' },
        { cidr: '10.1.0.0/8', place: 'country:FR' },
        { cidr: '10.2.0.0/16', place: 'zone:EU' },
        { cidr: '10.3.0.0/16', place: 'country:XK' },
        { cidr: '10.4.0.0/16', place: { country: 'DE', subdivision: 'FR-IDF' } },
        { cidr: '10.5.0.0/16', place: { country: 'DE', lng: 8 } },
        { cidr: '2001:db8::/32', place: { country: 'DE', subdivision: 'DE-BE', lng: 13.4, lat: 52.5 } },
      ],
    })
    expect(errors(findings)).toEqual([
      'overrides[1].cidr duplicate',
      'overrides[2].place override_no_place',
      'overrides[3].place unknown_country',
      'overrides[4].place unknown_subdivision',
      'overrides[5].place invalid_value',
    ])
  })
})
