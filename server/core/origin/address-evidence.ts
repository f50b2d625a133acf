// What independent address evidence says of a node's socket address, in the shape that trust judges. It carries no
// address: only each database's country and the override's place.

import type { CompiledConfig } from '../config/compiled'
import { type Address, isTranslated } from '../geo/address'
import { specialRange } from '../geo/special-ranges'
import type { Evidence } from '../trust/types'
import { realCountry } from './country-code'
import type { GeoIp } from './geoip'

/** One row a database that could be asked; a database that is not loaded gives none. */
export function addressEvidence(
  address: Address | null,
  config: CompiledConfig,
  geoip: GeoIp,
): Pick<Evidence['address'], 'databases' | 'override'> {
  if (!address) return { databases: [], override: null }
  const translated = isTranslated(address)
  const silent = translated || specialRange(address) !== null
  const override = translated ? null : config.overrides.find(address)
  return {
    databases: geoip.status
      .filter((status) => status.ok)
      .map(({ role, source }) => ({
        source,
        country: silent ? null : realCountry(role === 'primary' ? geoip.country(address) : geoip.second(address)),
      })),
    override: override?.country ? { country: override.country, subdivision: override.subdivision } : null,
  }
}
