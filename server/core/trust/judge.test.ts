import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileConfig } from '../config/compile'
import { defaultConfig } from '../config/default'
import { configSchema } from '../config/schema'
import { rectangle } from '../geo/draw/rectangle'
import type { GeoToken } from '../geo/place'
import { reasons } from '../reasons'
import { agreesNow, holdsUntil, judge } from './judge'
import type { Evidence, Verdict } from './types'

const HOUR = 3_600_000
const now = Date.parse('2026-03-01T12:00:00Z')
const square = { type: 'MultiPolygon', coordinates: [[rectangle({ west: 6, south: 48, east: 10, north: 52 })]] }
const config = compileConfig(
  configSchema.parse({
    ...defaultConfig(),
    zones: [
      ...defaultConfig().zones,
      { code: 'EU-RHINE', name: 'Rhine', parent: 'EU', polygons: square },
      { code: 'RU-FE', name: 'Far East', subdivisions: ['RU-CHU'] },
    ],
  }),
  1,
)

type Given = {
  tag?: string
  gps?: string | 'border' | null
  says?: (string | null)[]
  override?: Evidence['address']['override']
  class?: Evidence['address']['class']
  ageH?: number
  consistentH?: number
  verifiedH?: number
}
function evidence(given: Given): Evidence {
  const ago = (hours: number | undefined) => (hours === undefined ? null : now - hours * HOUR)
  return {
    claim: {
      tag: (given.tag ?? null) as GeoToken | null,
      gps:
        given.gps === undefined
          ? null
          : { point: [7, 50], accuracyM: 50, country: given.gps === 'border' ? null : given.gps, nearBorder: given.gps === 'border' },
      moving: null,
    },
    address: {
      databases: (given.says ?? []).map((country, i) => ({ source: `source-${i}`, country })),
      override: given.override ?? null,
      class: given.class ?? null,
      observedAt: now - (given.ageH ?? 0) * HOUR,
    },
    lastConsistentAt: ago(given.consistentH),
    lastVerifiedAt: ago(given.verifiedH),
  }
}
const judged = (given: Given) => judge(evidence(given), config, now).verdict
const areasOf = (verdict: Verdict) => Object.fromEntries(verdict.areas.map(({ area, level }) => [area, level]))

describe('judge', () => {
  it('believes a country that two independent databases and the tag agree on, and every area that contains it', () => {
    const verdict = judged({ tag: 'country:DE', says: ['DE', 'DE'] })
    expect(verdict).toMatchObject({
      level: 'consistent',
      place: { country: 'DE' },
      borderline: false,
      reasons: ['trust_address_agrees'],
      judgedAt: now,
    })
    expect(areasOf(verdict)).toEqual({
      'country:DE': 'consistent',
      'zone:EU': 'consistent',
      'jurisdiction:EU27': 'consistent',
      'jurisdiction:EEA30': 'consistent',
    })
    expect(agreesNow(verdict)).toBe(true)
  })

  it('takes the country of a zone’s tag from the address', () => {
    const verdict = judged({ tag: 'zone:EU', says: ['DE', 'DE'] })
    expect(verdict).toMatchObject({ level: 'consistent', place: { country: 'DE' } })
    expect(areasOf(verdict)).toMatchObject({ 'country:DE': 'consistent', 'zone:EU': 'consistent' })
  })

  it('n03 contradicts GPS FR and tag FR with the address in BR', () => {
    const verdict = judged({ tag: 'country:FR', gps: 'FR', says: ['BR', 'BR'] })
    expect(verdict).toMatchObject({
      level: 'contradicted',
      place: { country: null, subdivision: null, point: null },
      reasons: ['trust_address_contradicts'],
    })
    expect(areasOf(verdict)).toMatchObject({ 'country:FR': 'contradicted', 'zone:EU': 'contradicted' })
  })

  it('contradicts a tag and a GPS position that cannot both be true, whatever the address says', () => {
    for (const says of [['FR', 'FR'], ['DE', 'DE'], []]) {
      expect(judged({ tag: 'country:DE', gps: 'FR', says })).toMatchObject({ level: 'contradicted', reasons: ['trust_tag_gps_disagree'] })
    }
    expect(judged({ tag: 'zone:SA', gps: 'FR', says: ['FR', 'FR'] }).level).toBe('contradicted')
    expect(judged({ tag: 'subdivision:DE-BY', gps: 'FR' }).level).toBe('contradicted')
    expect(judged({ tag: 'zone:EU', gps: 'FR', says: ['FR', 'FR'] })).toMatchObject({ level: 'consistent', place: { country: 'FR' } })
  })

  it('contradicts where split databases agree on one thing, that it is not where the claim says', () => {
    expect(judged({ tag: 'zone:EU', says: ['US', 'CA'] }).level).toBe('contradicted')
    expect(judged({ tag: 'country:DE', says: ['US', 'CA'] }).level).toBe('contradicted')
    expect(judged({ tag: 'country:DE', says: ['DE', 'CA'] })).toMatchObject({
      level: 'unverified',
      place: { country: 'DE' },
      reasons: ['trust_sources_disagree'],
    })
  })

  it('leaves a claim unverified on one source, for or against, and on none', () => {
    expect(judged({ tag: 'country:DE', says: ['DE'] })).toMatchObject({
      level: 'unverified',
      place: { country: 'DE' },
      reasons: ['trust_one_source'],
    })
    expect(judged({ tag: 'country:DE', says: [null, 'BR'] })).toMatchObject({ level: 'unverified', place: { country: 'DE' } })
    expect(judged({ tag: 'zone:EU', says: ['BR'] })).toMatchObject({ level: 'unverified', place: { country: null } })
    expect(judged({ tag: 'country:DE' })).toMatchObject({ level: 'unverified', reasons: ['trust_no_address_evidence'] })
  })

  it('counts two files of one provider once', () => {
    const twice = evidence({ tag: 'country:DE', says: ['DE'] })
    const { verdict } = judge(
      { ...twice, address: { ...twice.address, databases: [...twice.address.databases, ...twice.address.databases] } },
      config,
      now,
    )
    expect(verdict).toMatchObject({ level: 'unverified', reasons: ['trust_one_source'] })
    const other = [
      { source: 'a', country: 'DE' },
      { source: 'a', country: 'FR' },
    ]
    const split = judge({ ...twice, address: { ...twice.address, databases: other } }, config, now).verdict
    expect(split).toMatchObject({ level: 'unverified', place: { country: 'DE' }, reasons: ['trust_one_source'] })
  })

  it('places a node without a claim by its address, unverified', () => {
    expect(judged({ says: ['DE', 'DE'] })).toMatchObject({ level: 'unverified', place: { country: 'DE' }, reasons: ['trust_no_claim'] })
    expect(judged({ says: ['DE', 'FR'] })).toMatchObject({
      level: 'unverified',
      place: { country: null },
      reasons: ['trust_no_claim', 'trust_sources_disagree'],
    })
    expect(judged({ override: { country: 'DE', subdivision: null } })).toMatchObject({ level: 'unverified', place: { country: 'DE' } })
  })

  it('follows an override over the databases, for and against, in private ranges too', () => {
    const override = { country: 'DE', subdivision: 'DE-BY' }
    const agreed = judged({ tag: 'subdivision:DE-BY', override, says: ['BR', 'BR'] })
    expect(agreed).toMatchObject({
      level: 'consistent',
      reasons: ['trust_override_agrees'],
      place: { country: 'DE', subdivision: 'DE-BY' },
    })
    expect(areasOf(agreed)).toMatchObject({ 'country:DE': 'consistent', 'subdivision:DE-BY': 'consistent' })
    expect(judged({ tag: 'zone:EU', override }).level).toBe('consistent')
    expect(judged({ tag: 'subdivision:DE-BE', override })).toMatchObject({ level: 'contradicted', reasons: ['trust_override_contradicts'] })
    expect(judged({ tag: 'country:FR', override, says: ['FR', 'FR'] }).level).toBe('contradicted')
  })

  it('believes of a subdivision’s tag only the country, by address', () => {
    const verdict = judged({ tag: 'subdivision:RU-CHU', says: ['RU', 'RU'] })
    expect(verdict).toMatchObject({ level: 'consistent', place: { country: 'RU', subdivision: 'RU-CHU' } })
    expect(verdict.reasons).toContain('trust_area_untested')
    expect(areasOf(verdict)).toEqual({ 'country:RU': 'consistent', 'subdivision:RU-CHU': 'unverified', 'zone:RU-FE': 'unverified' })
    expect(verdict.areas.map(({ confidence }) => confidence)).toEqual([0.986, 0.5, 0.5])
  })

  it('believes of a drawn zone’s tag only what contains the country', () => {
    expect(areasOf(judged({ tag: 'zone:EU-RHINE', says: ['DE', 'DE'] }))).toMatchObject({
      'country:DE': 'consistent',
      'zone:EU': 'consistent',
      'zone:EU-RHINE': 'unverified',
    })
    expect(areasOf(judged({ tag: 'zone:RU-FE', says: ['RU', 'RU'] }))).toMatchObject({
      'country:RU': 'consistent',
      'zone:RU-FE': 'unverified',
    })
    expect(judged({ tag: 'zone:RU-FE', says: ['DE', 'DE'] }).level).toBe('contradicted')
    // What was measured lies within the whole of what is claimed.
    expect(areasOf(judged({ tag: 'zone:EU-RHINE', says: ['DE', 'DE'], verifiedH: 1 }))['zone:EU-RHINE']).toBe('verified')
    // Drawn inside a zone of declared countries: it cannot reach beyond them.
    expect(judged({ tag: 'zone:EU-RHINE', says: ['BR', 'BR'] }).level).toBe('contradicted')
  })

  it('reads US-PR as the country it is', () => {
    expect(judged({ tag: 'subdivision:US-PR', says: ['PR', 'PR'] })).toMatchObject({
      level: 'consistent',
      place: { country: 'PR', subdivision: null },
    })
    expect(judged({ tag: 'subdivision:US-PR', says: ['US', 'US'] }).level).toBe('contradicted')
  })

  it('takes nothing from anycast and relays, unless an override vouches for the address', () => {
    for (const each of ['anycast', 'vpn'] as const) {
      expect(judged({ tag: 'country:DE', says: ['DE', 'DE'], class: each })).toMatchObject({
        level: 'unverified',
        reasons: ['trust_anycast_or_relay'],
      })
      expect(judged({ tag: 'country:DE', says: ['BR', 'BR'], class: each }).level).toBe('unverified')
    }
    expect(judged({ tag: 'country:DE', class: 'vpn', override: { country: 'DE', subdivision: null } }).level).toBe('consistent')
    expect(judged({ tag: 'country:DE', says: ['DE', 'DE'], class: 'hosting' }).level).toBe('consistent')
  })

  it('a tag that names nothing in the configuration counts for nothing', () => {
    expect(judged({ tag: 'zone:ATLANTIS', says: ['DE', 'DE'] })).toMatchObject({
      level: 'unverified',
      place: { country: 'DE' },
      reasons: ['trust_tag_unknown', 'trust_no_claim'],
    })
  })

  it('n05 lets a measurement lapse to consistent at 24 h and address evidence to unverified past 72 h', () => {
    const claim: Given = { tag: 'country:DE', says: ['DE', 'DE'] }
    expect(judged({ ...claim, verifiedH: 23.99 }).level).toBe('verified')
    expect(judged({ ...claim, verifiedH: 24 }).level).toBe('consistent')
    expect(judged({ ...claim, verifiedH: 25, ageH: 25 }).level).toBe('consistent')
    expect(judged({ tag: 'country:DE', verifiedH: 25 }).level).toBe('consistent')
    expect(judged({ tag: 'country:DE', verifiedH: 72 }).level).toBe('consistent')
    expect(judged({ tag: 'country:DE', verifiedH: 73 }).level).toBe('unverified')
    expect(judged({ ...claim, ageH: 72 }).level).toBe('consistent')
    const old = judged({ ...claim, ageH: 73 })
    expect(old).toMatchObject({ level: 'unverified', place: { country: 'DE' }, reasons: ['trust_evidence_old'] })
    expect(areasOf(old)['country:DE']).toBe('unverified')
  })

  it('remembers agreement for 72 h when a database falls silent, not when one speaks against it', () => {
    expect(judged({ tag: 'country:DE', says: ['DE'], consistentH: 10 })).toMatchObject({
      level: 'consistent',
      reasons: ['trust_earlier_evidence', 'trust_one_source'],
    })
    expect(agreesNow(judged({ tag: 'country:DE', says: ['DE'], consistentH: 10 }))).toBe(false)
    expect(judged({ tag: 'country:DE', consistentH: 72 }).level).toBe('consistent')
    expect(judged({ tag: 'country:DE', consistentH: 72.01 }).level).toBe('unverified')
    expect(judged({ tag: 'country:DE', says: ['BR'], consistentH: 10 }).level).toBe('unverified')
    expect(judged({ tag: 'country:DE', says: ['DE', 'FR'], consistentH: 10 }).level).toBe('unverified')
    expect(judged({ tag: 'country:DE', class: 'anycast', says: ['DE', 'DE'], consistentH: 10 }).level).toBe('unverified')
  })

  it('does not let silence improve a contradicted node', () => {
    expect(judged({ tag: 'country:FR', says: ['BR', 'BR'], ageH: 1000, consistentH: 1, verifiedH: 1 }).level).toBe('contradicted')
  })

  it('holds until it says, however the address is heard of meanwhile, and an address that has grown old does not hold at all', () => {
    const hours = fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined })
    const given = fc.record({
      tag: fc.constantFrom('country:DE', 'zone:EU', undefined),
      says: fc.array(fc.constantFrom('DE', 'BR', null), { maxLength: 2 }),
      ageH: fc.integer({ min: 0, max: 100 }),
      consistentH: hours,
      verifiedH: hours,
    })
    let changed = 0
    fc.assert(
      fc.property(given, fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), (each, part, isHeard) => {
        const before = evidence(each)
        const until = holdsUntil({ ...before, observedAt: before.address.observedAt }, now)
        expect(until === now).toBe(each.ageH >= 72 || each.verifiedH === 24 || each.verifiedH === 72 || each.consistentH === 72)
        const later = Math.max(now, Math.floor(now + part * (until - now)) - 1)
        const heard = { ...before, address: { ...before.address, observedAt: isHeard ? later : before.address.observedAt } }
        const { verdict, containment } = judge(before, config, now)
        if (until > now) expect(judge(heard, config, later)).toEqual({ verdict: { ...verdict, judgedAt: later }, containment })
        if (judge(before, config, until + 1).verdict.level !== verdict.level) changed++
      }),
      { numRuns: 1_000 },
    )
    expect(changed).toBeGreaterThan(50)
  })

  it('nothing is verified without a measurement, every confidence is below 1, and every reason is in the table', () => {
    const country = fc.constantFrom('DE', 'FR', 'BR', 'RU', null)
    const given = fc.record({
      tag: fc.constantFrom(
        'country:DE',
        'country:BR',
        'zone:EU',
        'zone:SA',
        'zone:EU-RHINE',
        'subdivision:RU-CHU',
        'zone:NOWHERE',
        undefined,
      ),
      gps: fc.constantFrom('DE', 'FR', 'BR', 'border', null, undefined),
      says: fc.array(country, { maxLength: 3 }),
      override: fc.option(fc.record({ country, subdivision: fc.constantFrom('RU-CHU', 'DE-BY', null) })),
      class: fc.constantFrom('hosting', 'vpn', 'mobile', 'anycast', null),
      ageH: fc.integer({ min: 0, max: 100 }),
      consistentH: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
    })
    fc.assert(
      fc.property(given, (each) => {
        const verdict = judged(each as Given)
        expect(verdict.level).not.toBe('verified')
        expect(verdict.level).not.toBe('impossible')
        for (const area of verdict.areas) {
          expect(area.confidence).toBeLessThan(1)
          expect(area.confidence).toBeGreaterThan(0)
        }
        for (const reason of verdict.reasons) expect(reasons).toHaveProperty(reason)
        expect(judged(each as Given)).toEqual(verdict)
        // Law 3: what is contradicted or straddles a border has no country.
        if (verdict.level === 'contradicted' || verdict.borderline) expect(verdict.place.country).toBeNull()
        // No area is believed more than the claim as a whole.
        if (verdict.level === 'unverified') expect(verdict.areas.every((a) => a.level === 'unverified')).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
