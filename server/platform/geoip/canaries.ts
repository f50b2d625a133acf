// Addresses whose country has not changed in decades: universities and registries on their own networks. A file that
// answers most of them otherwise is no location database, or its tree is read wrongly. Silence is no mistake, so a small
// regional file passes.

import { parseAddress } from '@/server/core/geo/address'
import type { SourceLookup } from './source-lookup'

export const canaries = [
  ['18.9.22.69', 'US'],
  ['128.32.1.1', 'US'],
  ['129.132.1.1', 'CH'],
  ['130.89.1.1', 'NL'],
  ['131.111.8.1', 'GB'],
  ['133.11.1.1', 'JP'],
  ['137.132.1.1', 'SG'],
  ['143.107.1.1', 'BR'],
  ['147.251.1.1', 'CZ'],
  ['2001:620::1', 'CH'],
  ['2001:630::1', 'GB'],
  ['2001:648::1', 'GR'],
  ['2001:718::1', 'CZ'],
  ['2001:12d0::1', 'BR'],
] as const

export function checkCanaries(source: SourceLookup): { right: number; wrong: number } {
  let right = 0
  let wrong = 0
  for (const [text, expected] of canaries) {
    const address = parseAddress(text)
    const country = address && source.country(address)
    if (country) country === expected ? right++ : wrong++
  }
  return { right, wrong }
}
