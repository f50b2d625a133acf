import type { Answer } from '@/server/control/services/simulator/schemas'
import { type Outline, outlineOf } from '@/server/core/what-if/difference'

export function outlineOfAnswer({ decision, trace }: Answer): Outline {
  return outlineOf({ ...decision, boundary: trace.boundary })
}
