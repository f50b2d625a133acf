// Whether a point is in a polygon, the plain way: how often does a ray to the east cross its rings. So close to an edge
// that rounding could decide it, the answer is `unknown`.

import type { LngLat } from '../../geo/place'

const epsilon = 1e-7

export function standingInRings([x, y]: LngLat, rings: readonly (readonly LngLat[])[]): 'in' | 'out' | 'unknown' {
  let crossings = 0
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const [[ax, ay], [bx, by]] = [ring[i]!, ring[i + 1]!]
      if (isNear(x, ax, bx) && isNear(y, ay, by) && toSegment(x, y, ax, ay, bx, by) < epsilon) return 'unknown'
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) crossings++
    }
  }
  return crossings % 2 === 1 ? 'in' : 'out'
}

function toSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const length2 = (bx - ax) ** 2 + (by - ay) ** 2
  const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2))
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay))
}

const isNear = (at: number, a: number, b: number): boolean => at > Math.min(a, b) - epsilon && at < Math.max(a, b) + epsilon
