// Cuts rings and lines at ±180°. A ring is first unwrapped (no step longer than half the globe), then clipped to each
// 360°-wide window that it touches. A ring round a pole comes back one turn away and is closed along that pole.

import type { Position } from './simplify'

/** Longitudes made continuous: they may leave −180..180. */
export function unwrap(line: readonly Position[]): Position[] {
  let offset = 0
  let previous = line[0]![0]
  return line.map(([lng, lat]) => {
    if (lng - previous > 180) offset -= 360
    else if (lng - previous < -180) offset += 360
    previous = lng
    return [lng + offset, lat]
  })
}

export function cutRing(ring: readonly Position[]): Position[][] {
  const open = unwrap(ring)
  const [first, last] = [open[0]!, open.at(-1)!]
  if (Math.abs(last[0] - first[0]) > 180) {
    const pole = Math.sign(open.reduce((sum, [, lat]) => sum + lat, 0)) * 90
    open.push([last[0], pole], [first[0], pole], first)
  }
  return windows(open).flatMap((shift) => {
    const west = clip(open, (p) => p[0] >= -180 + shift, -180 + shift)
    const piece = clip(west, (p) => p[0] <= 180 + shift, 180 + shift)
    return piece.length < 3 ? [] : [[...piece, piece[0]!].map(([lng, lat]): Position => [lng - shift, lat])]
  })
}

export function cutLine(line: readonly Position[]): Position[][] {
  const open = unwrap(line)
  const pieces: Position[][] = []
  for (const shift of windows(open)) {
    let piece: Position[] = []
    for (const [lng, lat] of open) {
      const inside = lng >= -180 + shift && lng <= 180 + shift
      if (inside) piece.push([lng - shift, lat])
      if (!inside || lng === open.at(-1)![0]) {
        if (piece.length > 1) pieces.push(piece)
        piece = []
      }
    }
    if (piece.length > 1) pieces.push(piece)
  }
  return pieces
}

/** Offsets (multiples of 360°) of the windows that the line reaches. */
function windows(line: readonly Position[]): number[] {
  const lngs = line.map(([lng]) => lng)
  const from = Math.floor((Math.min(...lngs) + 180 + 1e-9) / 360)
  const to = Math.floor((Math.max(...lngs) + 180 - 1e-9) / 360)
  return Array.from({ length: to - from + 1 }, (_, i) => (from + i) * 360)
}

/** Sutherland–Hodgman against one meridian; the ring comes back open. */
function clip(ring: readonly Position[], isInside: (p: Position) => boolean, meridian: number): Position[] {
  const out: Position[] = []
  for (let i = 0; i < ring.length; i++) {
    const a = ring[(i + ring.length - 1) % ring.length]!
    const b = ring[i]!
    if (isInside(a) !== isInside(b)) out.push([meridian, a[1] + ((b[1] - a[1]) * (meridian - a[0])) / (b[0] - a[0])])
    if (isInside(b)) out.push(b)
  }
  return out.filter((p, i) => i === 0 || p[0] !== out[i - 1]![0] || p[1] !== out[i - 1]![1])
}
