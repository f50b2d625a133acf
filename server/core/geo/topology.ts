// The part of TopoJSON that an atlas of countries needs: polygons whose outlines are chains of shared arcs. Read here rather
// than through topojson-client because an arc that two areas share is a border, and one that only one has is a coast.

export type Topology = {
  transform: { scale: readonly number[]; translate: readonly number[] }
  arcs: readonly (readonly (readonly number[])[])[]
  objects: { countries: { geometries: readonly AtlasGeometry[] } }
}

export type AtlasGeometry = { type: string; id?: string | number; properties?: { name?: string } | null; arcs?: unknown }

/** Absolute positions of every arc: x0 y0 x1 y1 … */
export function decodeArcs({ arcs, transform }: Topology): Float64Array[] {
  const [sx, sy] = transform.scale as [number, number]
  const [tx, ty] = transform.translate as [number, number]
  return arcs.map((arc) => {
    const out = new Float64Array(arc.length * 2)
    let x = 0
    let y = 0
    for (let i = 0; i < arc.length; i++) {
      const step = arc[i]!
      x += step[0]!
      y += step[1]!
      out[i * 2] = x * sx + tx
      out[i * 2 + 1] = y * sy + ty
    }
    return out
  })
}

/** Rings as lists of arc numbers (`~n` is arc n backwards), one entry a polygon. */
export function polygonsOf(geometry: AtlasGeometry): readonly (readonly (readonly number[])[])[] {
  if (geometry.type === 'Polygon') return [geometry.arcs as number[][]]
  return geometry.type === 'MultiPolygon' ? (geometry.arcs as number[][][]) : []
}

export const arcNumber = (arc: number): number => (arc < 0 ? ~arc : arc)

/**
 * One closed ring, with longitudes made continuous across ±180°. A ring that goes round a pole (Antarctica) is closed
 * through it.
 */
export function stitchRing(chain: readonly number[], arcs: readonly Float64Array[]): Float64Array {
  const length = chain.reduce((sum, arc) => sum + arcs[arcNumber(arc)]!.length, 0)
  const out = new Float64Array(length + 6)
  let n = 0
  let shift = 0
  for (const arc of chain) {
    const points = arcs[arcNumber(arc)]!
    const count = points.length / 2
    // Each arc begins where the one before ended.
    for (let i = n === 0 ? 0 : 1; i < count; i++) {
      const at = arc < 0 ? count - 1 - i : i
      let x = points[at * 2]! + shift
      if (n > 0) {
        const before = out[n - 2]!
        if (x - before > 180) {
          shift -= 360
          x -= 360
        } else if (x - before < -180) {
          shift += 360
          x += 360
        }
      }
      out[n++] = x
      out[n++] = points[at * 2 + 1]!
    }
  }
  if (n > 0 && Math.abs(out[n - 2]! - out[0]!) > 1e-6) {
    const pole = out[1]! < 0 ? -90 : 90
    out.set([out[n - 2]!, pole, out[0]!, pole, out[0]!, out[1]!], n)
    n += 6
  }
  return out.subarray(0, n)
}
