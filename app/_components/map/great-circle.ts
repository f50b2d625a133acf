import type { LngLat } from '@/server/core/geo/place'

/** The shortest way over the globe in `steps` parts. Longitudes are continuous, so that an arc over ±180° is one line. */
export function greatCircle(from: LngLat, to: LngLat, steps = 48): [number, number][] {
  const [a, b] = [unit(from), unit(to)]
  const angle = Math.acos(Math.max(-1, Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])))
  if (angle < 1e-9) return [[...from], [...to]]
  let offset = 0
  let previous = from[0]
  return Array.from({ length: steps + 1 }, (_, i) => {
    const t = i / steps
    const [p, q] = [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)]
    const [x, y, z] = [p * a[0] + q * b[0], p * a[1] + q * b[1], p * a[2] + q * b[2]]
    const lng = (Math.atan2(y, x) * 180) / Math.PI
    if (lng - previous > 180) offset -= 360
    else if (lng - previous < -180) offset += 360
    previous = lng
    return [lng + offset, (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI]
  })
}

function unit([lng, lat]: LngLat): [number, number, number] {
  const [a, b] = [(lng * Math.PI) / 180, (lat * Math.PI) / 180]
  return [Math.cos(b) * Math.cos(a), Math.cos(b) * Math.sin(a), Math.sin(b)]
}
