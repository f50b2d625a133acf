// A drawn shape as an SVG path in degrees, north up. For looking at: long rings are thinned.

import type { MultiPolygon } from '@/server/core/config/schema'

const shownVertices = 1500

export function pathOf({ coordinates }: MultiPolygon): string {
  return coordinates
    .flat()
    .map((ring) => {
      const step = Math.ceil(ring.length / shownVertices)
      return `M${ring
        .filter((_, i) => i % step === 0)
        .map(([lng, lat]) => `${round(lng)} ${round(-lat)}`)
        .join('L')}Z`
    })
    .join('')
}

/** Around all shapes with some air, in the picture's proportions; the world where there are none. */
export function frameOf(shapes: readonly (MultiPolygon | null)[], ratio = 2.4): { x: number; y: number; width: number; height: number } {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const shape of shapes)
    for (const ring of shape?.coordinates.flat() ?? [])
      for (const [lng, lat] of ring) {
        west = Math.min(west, lng)
        east = Math.max(east, lng)
        south = Math.min(south, lat)
        north = Math.max(north, lat)
      }
  if (west > east) [west, south, east, north] = [-170, -58, 185, 84]
  const height = Math.max((north - south) * 1.3, ((east - west) * 1.3) / ratio, 0.5)
  const width = height * ratio
  return { x: (west + east - width) / 2, y: -(south + north + height) / 2, width, height }
}

const round = (degrees: number) => Math.round(degrees * 1000) / 1000
