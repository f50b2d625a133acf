// Visvalingam–Whyatt on one arc: drops the point whose triangle with its neighbours is smallest until none is smaller
// than `minArea` (square degrees, longitude shrunk by latitude). Arcs are shared by neighbours, so borders stay shared.

export type Position = [lng: number, lat: number]

export function simplifyArc(arc: readonly Position[], minArea: number): Position[] {
  const points = arc.map((position) => position)
  const closed = samePlace(points[0]!, points.at(-1)!)
  const least = closed ? 5 : 2
  while (points.length > least) {
    let smallest = Infinity
    let at = -1
    for (let i = 1; i < points.length - 1; i++) {
      const area = triangleArea(points[i - 1]!, points[i]!, points[i + 1]!)
      if (area < smallest) {
        smallest = area
        at = i
      }
    }
    if (smallest >= minArea) break
    points.splice(at, 1)
  }
  return points
}

function triangleArea(a: Position, b: Position, c: Position): number {
  const shrink = Math.cos((b[1] * Math.PI) / 180)
  return Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) * shrink * 0.5
}

function samePlace(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1]
}
