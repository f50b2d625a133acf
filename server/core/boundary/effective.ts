// How much trust layered policies come to: the most that any asks for.

import type { MinTrust } from '../config/schema'
import type { Boundary } from './types'

const trustOrder: readonly MinTrust[] = ['unverified', 'consistent', 'verified']

/** Where no layer says anything: `consistent` inside a restricted boundary, else `unverified`. */
export function effectiveMinTrust(boundary: Boundary, stated: readonly (MinTrust | null | undefined)[]): MinTrust {
  const known = stated.flatMap((level) => (level ? [trustOrder.indexOf(level)] : []))
  if (known.length === 0) return boundary.kind === 'restricted' ? 'consistent' : 'unverified'
  return trustOrder[Math.max(...known)]!
}
