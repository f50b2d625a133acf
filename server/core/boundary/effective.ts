// How the softer parts of layered policies combine: trust by maximum, fallback by the most restrictive.

import type { Fallback, MinTrust } from '../config/schema'
import type { Boundary } from './types'

const trustOrder: readonly MinTrust[] = ['unverified', 'consistent', 'verified']
const fallbackOrder: readonly Fallback[] = ['none', 'adjacent', 'global']

/** Where no layer says anything: `consistent` inside a restricted boundary, else `unverified`. */
export function effectiveMinTrust(boundary: Boundary, stated: readonly (MinTrust | null | undefined)[]): MinTrust {
  const known = stated.flatMap((level) => (level ? [trustOrder.indexOf(level)] : []))
  if (known.length === 0) return boundary.kind === 'restricted' ? 'consistent' : 'unverified'
  return trustOrder[Math.max(...known)]!
}

export function effectiveFallback(stated: readonly (Fallback | null | undefined)[]): Fallback {
  const known = stated.flatMap((value) => (value ? [fallbackOrder.indexOf(value)] : []))
  return fallbackOrder[Math.min(fallbackOrder.length - 1, ...known)]!
}
