// What the IP databases say. The first one's answer counts; the second only raises or lowers the confidence in it, since
// two independent sources that agree are right far more often than either alone. Where the first is silent the
// second's country is taken.

import type { Address } from '../geo/address'
import { type OriginAnswer, realPoint } from './answer'
import { isAnonymiserCode, realCountry } from './country-code'
import type { GeoIp } from './geoip'

/** Null where both are silent, name a pseudo-country without a position, or call the address an anonymiser's. */
export function databaseAnswer(address: Address, geoip: GeoIp): OriginAnswer | null {
  const first = geoip.lookup(address)
  const firstCountry = realCountry(first?.country)
  const second = geoip.second(address)
  if (isAnonymiserCode(first?.country) || isAnonymiserCode(second)) return null
  const secondCountry = realCountry(second)
  const country = firstCountry ?? secondCountry
  const point = realPoint(first?.point)
  if (!country && !point) return null
  const both = firstCountry !== null && secondCountry !== null
  const disagree = both && firstCountry !== secondCountry
  return {
    source: 'geoip',
    country,
    subdivision: null,
    point,
    confidence: both ? (disagree ? 'low' : 'high') : country ? 'medium' : 'low',
    reasons: disagree ? disagreeing : plainly,
  }
}

const plainly = ['origin_geoip'] as const
const disagreeing = ['origin_geoip', 'origin_databases_disagree'] as const
