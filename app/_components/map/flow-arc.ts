import type { LngLat } from '@/server/core/geo/place'

/**
 * A gentle bow, to the left of its direction: there and back are two lines. Schematic, as flows between zones are:
 * great circles between far zones run over the poles and say nothing more. Longitudes are continuous over ±180°.
 */
export function flowArc(from: LngLat, to: LngLat, steps = 32): [number, number][] {
  let [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  if (dx > 180) dx -= 360
  else if (dx < -180) dx += 360
  const bow = 0.16
  const control: LngLat = [from[0] + dx / 2 - dy * bow, from[1] + dy / 2 + dx * bow]
  return Array.from({ length: steps + 1 }, (_, i): [number, number] => {
    const t = i / steps
    const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2]
    return [a * from[0] + b * control[0] + c * (from[0] + dx), Math.max(-80, Math.min(80, a * from[1] + b * control[1] + c * to[1]))]
  })
}
