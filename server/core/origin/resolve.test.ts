import { describe, expect, it } from 'vitest'
import { compileConfig } from '../config/compile'
import { defaultConfig } from '../config/default'
import type { Config } from '../config/schema'
import { parseAddress } from '../geo/address'
import type { LngLat } from '../geo/place'
import type { GeoIp } from './geoip'
import { locate } from './locate'
import { type OriginInput, resolveOrigin } from './resolve'

type Row = { country?: string | null; point?: LngLat | null; second?: string | null }

/** Databases that answer the same for every address. */
const says = ({ country = null, point = null, second = country }: Row): GeoIp => ({
  lookup: () => (country === null && point === null ? null : { country, point }),
  country: () => country,
  second: () => second,
  status: [],
})
const silent = says({})

const config = (overrides: Config['overrides'] = [], change: Partial<Config> = {}) =>
  compileConfig({ ...defaultConfig(), ...change, overrides }, 7)
const plain = config()

function origin(ip: string | null, geoip = silent, more: Partial<OriginInput> = {}, among = plain) {
  return resolveOrigin(
    { address: ip === null ? null : parseAddress(ip), malformed: false, stated: null, edgeCountry: null, ...more },
    among,
    geoip,
  )
}

const publicIp = '8.8.8.8'
const berlin: LngLat = [13.405, 52.52]

describe('resolveOrigin', () => {
  it('o16 places a German address in Germany by the databases, whatever the job prefers', () => {
    expect(origin('193.0.6.139', says({ country: 'DE', point: berlin }))).toEqual({
      country: 'DE',
      subdivision: null,
      cell: [13.25, 52.75],
      source: 'geoip',
      confidence: 'high',
      containment: { label: 'EU', labelBy: 'country', zones: ['EU'], jurisdictions: expect.arrayContaining(['EU27', 'EEA30']) },
      nearest: null,
      address: { place: { country: 'DE', subdivision: null }, containment: expect.objectContaining({ label: 'EU' }) },
      reasons: ['origin_geoip'],
    })
  })

  it('o05 holds confidence low behind a broken forwarding header, and lets that address speak for no client', () => {
    const result = origin(publicIp, says({ country: 'DE' }), { malformed: true })
    expect(result).toMatchObject({
      country: 'DE',
      confidence: 'low',
      address: null,
      reasons: ['origin_geoip', 'origin_forwarded_malformed'],
    })
  })

  it('o07 answers the same for an IPv4-mapped address', () => {
    expect(origin('::ffff:8.8.8.8', says({ country: 'US' }))).toEqual(origin('8.8.8.8', says({ country: 'US' })))
  })

  it('o08 believes a translated address little', () => {
    for (const ip of ['64:ff9b::808:808', '2002:808:808::1']) {
      expect(origin(ip, says({ country: 'US' }))).toMatchObject({
        country: 'US',
        confidence: 'low',
        reasons: ['origin_geoip', 'origin_translated'],
      })
    }
  })

  it('o09 knows no country for a private range, whatever a database says', () => {
    for (const ip of ['10.1.2.3', '100.64.9.9', '169.254.1.1', '127.0.0.1', '::1', 'fe80::1%eth0', 'fc00::1']) {
      expect(origin(ip, says({ country: 'US', point: berlin }))).toMatchObject({
        country: null,
        cell: null,
        source: 'none',
        confidence: 'none',
        nearest: null,
        address: null,
        containment: { label: null, zones: [] },
        reasons: ['origin_private_range'],
      })
    }
  })

  it('o10 knows no country for documentation, benchmark, reserved, unspecified and multicast addresses', () => {
    for (const ip of ['192.0.2.1', '198.18.0.1', '240.0.0.1', '0.0.0.0', '224.0.0.1']) {
      expect(origin(ip, says({ country: 'US' }))).toMatchObject({ country: null, source: 'none', containment: { label: null } })
    }
  })

  it('o11 lets an override beat the private range', () => {
    const among = config([{ cidr: '10.20.0.0/16', place: 'country:DE' }])
    expect(origin('10.20.1.1', silent, {}, among)).toMatchObject({
      country: 'DE',
      source: 'override',
      confidence: 'high',
      containment: { label: 'EU' },
    })
    expect(origin('10.21.1.1', silent, {}, among)).toMatchObject({ country: null, source: 'none' })
    expect(origin('10.20.1.1', silent, {}, among).address?.place.country).toBe('DE')
  })

  it('o12 lets the longest override win, whichever was entered first', () => {
    const wide = { cidr: '11.0.0.0/8', place: 'country:US' } as const
    const narrow = { cidr: '11.1.2.0/24', place: 'country:FR' } as const
    for (const overrides of [
      [wide, narrow],
      [narrow, wide],
    ]) {
      expect(origin('11.1.2.9', says({ country: 'JP' }), {}, config(overrides))).toMatchObject({ country: 'FR', source: 'override' })
      expect(origin('11.1.3.9', says({ country: 'JP' }), {}, config(overrides))).toMatchObject({ country: 'US', source: 'override' })
    }
  })

  it('o13 takes no pseudo-code for a country, and EU never for zone:EU', () => {
    for (const code of ['XX', 'T1', 'ZZ', 'A1', 'A2', 'AP', 'EU']) {
      for (const result of [
        origin(publicIp, says({ country: code })),
        origin(publicIp, silent, { edgeCountry: code }),
        origin(publicIp, silent, { stated: { country: code } }),
      ]) {
        expect(result).toMatchObject({ country: null, source: 'none', confidence: 'none', containment: { label: null, zones: [] } })
      }
    }
  })

  it('o14 drops the point (0,0) and keeps the country', () => {
    expect(origin(publicIp, says({ country: 'GH', point: [0, 0] }))).toMatchObject({ country: 'GH', cell: null, nearest: null })
    expect(origin(publicIp, says({ point: [0, 0] }))).toMatchObject({ source: 'none', cell: null })
  })

  it('o15 uses what the edge named only after every other source', () => {
    expect(origin(publicIp, silent, { edgeCountry: 'FR' })).toMatchObject({
      country: 'FR',
      source: 'edge',
      confidence: 'medium',
      address: null,
    })
    expect(origin(publicIp, says({ country: 'DE' }), { edgeCountry: 'FR' })).toMatchObject({ country: 'DE', source: 'geoip' })
  })

  it('z07 lets an assigned subdivision beat distance', () => {
    const source = defaultConfig()
    const zones = source.zones.map((zone) => (zone.code === 'EU' ? { ...zone, subdivisions: ['RU-CHU'] } : zone))
    const among = config([{ cidr: '11.0.0.0/8', place: { country: 'RU', subdivision: 'RU-CHU', lng: 177.5, lat: 64.7 } }], { zones })
    expect(origin('11.1.1.1', silent, {}, among)).toMatchObject({
      country: 'RU',
      subdivision: 'RU-CHU',
      containment: { label: 'EU', labelBy: 'subdivision' },
      nearest: null,
    })
    const byToken = config([{ cidr: '11.0.0.0/8', place: 'subdivision:RU-CHU' }], { zones })
    expect(origin('11.1.1.1', silent, {}, byToken)).toMatchObject({ containment: { label: 'EU' } })
  })

  it('z03 prefers the nearest zone for a point in no zone, and only while the rule is on', () => {
    const tokyo = says({ country: 'JP', point: [139.69, 35.69] })
    expect(origin(publicIp, tokyo)).toMatchObject({ containment: { label: null, zones: [] }, nearest: 'SEA' })
    const off = config([], { platform: { ...defaultConfig().platform, nearestZone: false } })
    expect(origin(publicIp, tokyo, {}, off).nearest).toBe(null)
    expect(origin(publicIp, says({ country: 'JP' })).nearest).toBe(null)
  })

  it('believes two databases that agree most, one alone less, two that disagree least', () => {
    expect(origin(publicIp, says({ country: 'DE', second: 'DE' })).confidence).toBe('high')
    expect(origin(publicIp, says({ country: 'DE', second: null })).confidence).toBe('medium')
    expect(origin(publicIp, says({ country: null, second: 'DE' }))).toMatchObject({ country: 'DE', confidence: 'medium' })
    expect(origin(publicIp, says({ country: 'DE', second: 'FR' }))).toMatchObject({
      country: 'DE',
      confidence: 'low',
      reasons: ['origin_geoip', 'origin_databases_disagree'],
    })
    expect(origin(publicIp, says({ country: 'EU', second: 'DE' }))).toMatchObject({ country: 'DE', confidence: 'medium' })
  })

  it('believes a gateway’s statement, but judges the address by itself', () => {
    const german = says({ country: 'DE', point: berlin })
    expect(origin(publicIp, german, { stated: { country: 'BR' } })).toMatchObject({
      country: 'BR',
      cell: null,
      source: 'stated',
      containment: { label: 'SA' },
      address: { place: { country: 'DE' }, containment: { label: 'EU' } },
    })
    expect(origin(null, german, { stated: { country: 'BR' } })).toMatchObject({ country: 'BR', address: null })
    expect(origin(null, german, { stated: { point: [139.69, 35.69] } })).toMatchObject({ country: null, source: 'stated', nearest: 'SEA' })
    expect(origin(null, silent, { stated: { subdivision: 'DE-BE' } })).toMatchObject({ country: 'DE', subdivision: 'DE-BE' })
    expect(origin(null, silent, { stated: { country: 'US', subdivision: 'US-PR' } })).toMatchObject({ country: 'PR', subdivision: null })
    expect(origin(publicIp, german, { stated: {} })).toMatchObject({ country: 'DE', source: 'geoip' })
    expect(origin(publicIp, german, { stated: { country: 'DE', subdivision: 'FR-75' } })).toMatchObject({ source: 'geoip' })
    expect(origin(publicIp, german, { stated: { point: [Number.NaN, 4] } })).toMatchObject({ source: 'geoip' })
  })

  it('knows nothing of a Tor client', () => {
    expect(origin(publicIp, says({ country: 'DE' }), { edgeCountry: 'T1' })).toMatchObject({
      country: null,
      confidence: 'none',
      address: null,
      reasons: ['origin_unknown', 'origin_anonymiser'],
    })
    expect(origin(publicIp, says({ country: 'DE', second: 'A1' }))).toMatchObject({ country: null, confidence: 'none' })
  })
})

describe('locate', () => {
  it('shows each source’s answer and the winner', () => {
    const among = config([{ cidr: '8.0.0.0/8', place: 'country:US' }])
    const input = { address: parseAddress(publicIp), malformed: false, stated: { country: 'BR' }, edgeCountry: 'FR' }
    const result = locate(input, among, says({ country: 'DE', point: berlin, second: 'EU' }))
    expect(result.origin).toEqual(resolveOrigin(input, among, says({ country: 'DE', point: berlin, second: 'EU' })))
    expect(result.origin.source).toBe('stated')
    expect(Object.values(result.sources).map((answer) => answer?.country)).toEqual(['BR', 'US', 'DE', 'FR'])
    expect(result.databases).toEqual({ first: 'DE', second: null })
    expect(result.special).toBe(null)
    expect(JSON.stringify(result)).not.toContain('8.8.8.8')
    expect(JSON.stringify(result)).not.toContain('13.405')
  })

  it('names the special range and asks no database about it', () => {
    const result = locate(
      { address: parseAddress('192.168.1.1'), malformed: false, stated: null, edgeCountry: null },
      plain,
      says({ country: 'DE' }),
    )
    expect(result).toMatchObject({
      special: 'private',
      sources: { geoip: null },
      databases: { first: null, second: null },
      origin: { source: 'none' },
    })
  })

  it('shows the zones by distance', () => {
    const input = { address: parseAddress(publicIp), malformed: false, stated: null, edgeCountry: null }
    const { zones } = locate(input, plain, says({ country: 'JP', point: [139.69, 35.69] }))
    expect(zones.map(({ zone }) => zone)[0]).toBe('SEA')
    expect(zones).toHaveLength(5)
  })
})
