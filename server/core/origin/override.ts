// An admin's word for an address range, as an answer.

import type { CompiledConfig } from '../config/compiled'
import type { Address } from '../geo/address'
import type { OriginAnswer } from './answer'

const reasons = ['origin_override'] as const

export function overrideAnswer(address: Address, overrides: CompiledConfig['overrides']): OriginAnswer | null {
  const place = overrides.find(address)
  if (!place) return null
  const { country, subdivision, point } = place
  return { source: 'override', country, subdivision, point, confidence: 'high', reasons }
}
