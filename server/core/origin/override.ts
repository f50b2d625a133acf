// An admin's word for an address range: the longest prefix wins, whichever was entered first; of two equal prefixes
// the first in the compiled order stays. Covers private ranges too, for networks behind a gateway of their own.

import type { CompiledOverride } from '../config/compiled'
import type { Address } from '../geo/address'
import { PrefixMap, parseCidr } from '../geo/cidr'
import type { OriginAnswer } from './answer'

/** One index a compiled configuration; it lives exactly as long. */
const indexes = new WeakMap<readonly CompiledOverride[], PrefixMap<CompiledOverride>>()

export function overrideFor(address: Address, overrides: readonly CompiledOverride[]): CompiledOverride | null {
  if (overrides.length === 0) return null
  let index = indexes.get(overrides)
  if (!index) {
    index = new PrefixMap(
      overrides.flatMap((override) => {
        const cidr = parseCidr(override.cidr)
        return cidr ? [[cidr, override] as const] : []
      }),
    )
    indexes.set(overrides, index)
  }
  return index.find(address)
}

export function overrideAnswer(address: Address, overrides: readonly CompiledOverride[]): OriginAnswer | null {
  const override = overrideFor(address, overrides)
  if (!override || (!override.country && !override.point)) return null
  return {
    source: 'override',
    country: override.country,
    subdivision: override.subdivision,
    point: override.point,
    confidence: 'high',
    reasons: ['origin_override'],
  }
}
