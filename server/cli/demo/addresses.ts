import { formatAddress, parseAddress } from '@/server/core/geo/address'
import type { LngLat } from '@/server/core/geo/place'
import { specialRange } from '@/server/core/geo/special-ranges'
import type { GeoIp } from '@/server/core/origin/geoip'
import type { Random } from './random'

export type KnownAddress = { address: string; country: string; point: LngLat | null }

/** Real public IPv4 addresses by country, drawn at random and kept where both databases name the same country. */
export function drawAddresses(geoip: GeoIp, random: Random, draws: number): Map<string, KnownAddress[]> {
  const byCountry = new Map<string, KnownAddress[]>()
  for (let i = 0; i < draws; i++) {
    const text = [1 + random.int(223), random.int(256), random.int(256), 1 + random.int(254)].join('.')
    const address = parseAddress(text)
    if (!address || specialRange(address) !== null) continue
    const found = geoip.lookup(address)
    if (!found?.country || found.country !== geoip.second(address)) continue
    const known = byCountry.get(found.country) ?? []
    if (known.length < 400) known.push({ address: formatAddress(address), country: found.country, point: found.point })
    byCountry.set(found.country, known)
  }
  return byCountry
}
