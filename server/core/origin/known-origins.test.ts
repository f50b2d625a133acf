import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileConfig } from '../config/compile'
import { countryNumber } from '../config/countries'
import { defaultConfig } from '../config/default'
import { configSchema } from '../config/schema'
import { type Address, parseAddress } from '../geo/address'
import type { LngLat } from '../geo/place'
import type { GeoIp } from './geoip'
import { nearestZone } from './nearest-zone'
import { type OriginInput, resolveOrigin, workOutOrigin } from './resolve'

const countries = ['DE', 'DE', 'DE', 'JP', 'JP', null, null, 'RE', 'XK', 'EU', 'A1', 'T1'] as const
/** Of the first two, in one cell, a drawn zone's edge passes between; from one to the other of the next two, in one cell, another zone is nearest. */
const points: readonly (LngLat | null)[] = [[13.4, 52.52], [13.3, 52.52], ...divided(), [139.69, 35.69], [0, 0], null]

function divided(): [LngLat, LngLat] {
  const among = compileConfig(defaultConfig(), 1)
  for (let lng = 75.3; lng < 180; lng += 0.5) {
    const sides = [lng - 0.2, lng + 0.1].map((x): LngLat => [x, 35])
    const [here, there] = sides.map((side) => nearestZone(side, among)?.zone)
    if (here !== there) return sides as [LngLat, LngLat]
  }
  throw new Error('no cell has two nearest zones')
}

type Says = { country: string | null; point: LngLat | null; second: string | null }

/** Databases of a few answers, over the last octet or group of an address. */
function databases(rows: readonly Says[]): GeoIp {
  const at = (address: Address): Says => rows[((address.family === 4 ? address.value : address.words[3]) & 255) % rows.length]!
  const number = <T>(list: T[], value: T) => (list.includes(value) ? list.indexOf(value) : list.push(value) - 1)
  const firsts = ['null null']
  const seconds: (string | null)[] = [null]
  const firstOf = ({ country, point }: Says) => number(firsts, `${country} ${point}`)
  const geoip: GeoIp = {
    lookup: (address) => {
      const { country, point } = at(address)
      return country === null && point === null ? null : { country, point }
    },
    country: (address) => at(address).country,
    second: (address) => at(address).second,
    numbers: {
      country: (address) => countryNumber(at(address).country ?? ''),
      firsts: 41,
      first: (address) => firstOf(at(address)),
      second: (address) => number(seconds, at(address).second),
    },
    status: [],
  }
  return geoip
}

const square = [[[[13.35, 52], [14, 52], [14, 53], [13.35, 53], [13.35, 52]]]] // biome-ignore format: a box
const compiled = () => {
  const { zones } = defaultConfig()
  const drawn = { code: 'BERLIN', name: 'Berlin', polygons: { type: 'MultiPolygon', coordinates: square } }
  const overrides = [
    { cidr: '10.1.0.0/16', place: 'country:DE' },
    { cidr: '20.0.0.0/31', place: 'subdivision:ES-CN' },
    { cidr: '2a00::/127', place: { country: 'US', lng: -77.49, lat: 39.04 } },
  ]
  return compileConfig(configSchema.parse({ zones: [...zones, drawn], overrides }), 1)
}

const says: fc.Arbitrary<Says> = fc.record({
  country: fc.constantFrom(...countries),
  point: fc.constantFrom(...points),
  second: fc.constantFrom(...countries),
})
const octet = fc.nat(39)
const text = fc.oneof(
  octet.map((n) => `20.0.0.${n}`),
  octet.map((n) => `::ffff:20.0.0.${n}`),
  octet.map((n) => `64:ff9b::14.0.0.${n}`),
  octet.map((n) => `2002:1400:${n}::1`),
  octet.map((n) => `2a00::${n}`),
  octet.map((n) => `10.${n}.0.1`),
  fc.constantFrom('192.168.0.1', '::1', '203.0.113.9', 'no address'),
)
const input: fc.Arbitrary<OriginInput> = fc.record({
  address: fc.oneof({ weight: 9, arbitrary: text.map(parseAddress) }, fc.constant(null)),
  malformed: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
  stated: fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    fc.record({ country: fc.constantFrom(...countries), point: fc.constantFrom(...points) }),
  ),
  edgeCountry: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom('FR', 'T1', 'XX')),
})

describe('known origins', () => {
  it('are what would be worked out, whatever was asked before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(says, { minLength: 40, maxLength: 40 }), { minLength: 1, maxLength: 2 }),
        fc.array(input, { minLength: 150, maxLength: 150 }),
        (rows, inputs) => {
          const [config, fresh] = [compiled(), compiled()]
          // The same configuration may meet other databases: a file is replaced.
          for (const geoip of rows.map(databases))
            for (const one of inputs) expect(resolveOrigin(one, config, geoip)).toEqual(workOutOrigin(one, fresh, geoip))
        },
      ),
      { numRuns: 80 },
    )
  })

  it('are one object for addresses of which the databases say the same', () => {
    const config = compiled()
    const berlin = { country: 'DE', point: points[0]!, second: 'DE' }
    const geoip = databases([berlin, { ...berlin, point: points[1]! }, { ...berlin, second: null }])
    const origin = (address: string) =>
      resolveOrigin({ address: parseAddress(address), malformed: false, stated: null, edgeCountry: null }, config, geoip)
    expect(origin('20.0.0.3')).toBe(origin('20.0.0.6'))
    expect(origin('20.0.0.3')).toBe(origin('::ffff:20.0.0.3'))
    expect(origin('10.1.0.1')).toBe(origin('10.1.255.1'))
    expect(origin('20.0.0.3').containment.label).toBe('BERLIN')
    expect(origin('20.0.0.4').containment.label).toBe('EU')
    expect(origin('20.0.0.4').cell).toEqual(origin('20.0.0.3').cell)
    expect([origin('20.0.0.3'), origin('20.0.0.5')].map(({ confidence }) => confidence)).toEqual(['high', 'medium'])
  })
})
