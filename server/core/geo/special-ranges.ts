// Addresses that belong to no country, whatever a database says of them. From the IANA special-purpose registries
// (iana-ipv4-special-registry, iana-ipv6-special-registry) and the multicast and reserved blocks.
// Of IPv6 only 2000::/3 is handed out at all, so everything else is reserved unless a row names it.

import type { Address } from './address'
import { type Cidr, PrefixMap, parseCidr } from './cidr'

export type SpecialRange =
  | 'private'
  | 'shared'
  | 'loopback'
  | 'link-local'
  | 'documentation'
  | 'benchmark'
  | 'multicast'
  | 'unspecified'
  | 'reserved'

const ranges: readonly (readonly [SpecialRange, readonly string[]])[] = [
  ['private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']],
  ['shared', ['100.64.0.0/10']],
  ['loopback', ['127.0.0.0/8', '::1/128']],
  ['link-local', ['169.254.0.0/16', 'fe80::/10']],
  ['documentation', ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20']],
  ['benchmark', ['198.18.0.0/15', '2001:2::/48']],
  ['multicast', ['224.0.0.0/4', 'ff00::/8']],
  ['unspecified', ['0.0.0.0/8', '::/128']],
  [
    'reserved',
    [
      '192.0.0.0/24', // IETF protocol assignments, DS-Lite
      '192.31.196.0/24', // AS112, anycast
      '192.52.193.0/24', // AMT relays, anycast
      '192.88.99.0/24', // 6to4 relays, anycast
      '192.175.48.0/24', // AS112, anycast
      '240.0.0.0/4',
      '2001::/23', // IETF protocol assignments: Teredo, ORCHID, anycast services
      '2620:4f:8000::/48', // AS112, anycast
      '::/3',
      '4000::/2',
      '8000::/1',
    ],
  ],
]

const special = new PrefixMap(ranges.flatMap(([kind, cidrs]) => cidrs.map((text) => [parseCidr(text) as Cidr, kind] as const)))

/** Which special-purpose range holds the address, or null for an ordinary public one. */
export function specialRange(address: Address): SpecialRange | null {
  return special.find(address)
}
