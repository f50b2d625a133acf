import { describe, expect, it } from 'vitest'
import { compileConfig } from '../config/compile'
import { defaultConfig } from '../config/default'
import { parseAddress } from '../geo/address'
import { addressEvidence } from './address-evidence'
import type { GeoIp, GeoIpSourceStatus } from './geoip'

const status = (role: 'primary' | 'second', ok = true): GeoIpSourceStatus => ({
  role,
  source: `the ${role}`,
  path: '',
  kind: 'country',
  records: { v4: 1, v6: 1 },
  buildDate: null,
  ok,
  message: '',
})
const both: GeoIp = {
  lookup: () => ({ country: 'DE', point: null }),
  country: () => 'DE',
  second: () => 'EU',
  status: [status('primary'), status('second')],
}
const config = compileConfig({ ...defaultConfig(), overrides: [{ cidr: '10.0.0.0/8', place: 'subdivision:DE-BE' }] }, 1)
const evidence = (ip: string, geoip = both) => addressEvidence(parseAddress(ip), config, geoip)

describe('addressEvidence', () => {
  it('names each database that could be asked, and drops pseudo-codes', () => {
    const first = { source: 'the primary', country: 'DE' }
    expect(evidence('8.8.8.8')).toEqual({ databases: [first, { source: 'the second', country: null }], override: null })
    expect(evidence('8.8.8.8', { ...both, status: [status('primary'), status('second', false)] }).databases).toEqual([first])
  })

  it('lets an override speak for a private address, and no database', () => {
    expect(evidence('10.1.1.1').override).toEqual({ country: 'DE', subdivision: 'DE-BE' })
    expect(evidence('10.1.1.1').databases.map(({ country }) => country)).toEqual([null, null])
  })

  it('takes an address inside a NAT64 or 6to4 address for no evidence, since a node chooses it', () => {
    for (const ip of ['2002:a01:101::1', '64:ff9b::808:808']) {
      expect(evidence(ip).override).toBe(null)
      expect(evidence(ip).databases.map(({ country }) => country)).toEqual([null, null])
    }
  })

  it('has none without an address', () => {
    expect(addressEvidence(null, config, both)).toEqual({ databases: [], override: null })
  })
})
