import type { Feature, FeatureCollection, MultiPolygon, Position } from 'geojson'

export type Outline = { iso: string; path: string }

/** Smaller islands would be less than half a pixel at the size of a locator. */
const leastDegrees = 0.4

export async function readOutlines(): Promise<Outline[]> {
  const answer = await fetch('/map/world.json')
  if (!answer.ok) throw new Error(`The basemap answered ${answer.status}`)
  return outlinesOf((await answer.json()) as FeatureCollection)
}

/** Countries as SVG paths in degrees, north up. A country of small islands keeps its largest. */
export function outlinesOf(world: FeatureCollection): Outline[] {
  return world.features.flatMap((feature) => {
    const iso = feature.properties?.iso as string | undefined
    if (!iso || feature.geometry.type !== 'MultiPolygon') return []
    const rings = (feature as Feature<MultiPolygon>).geometry.coordinates.flatMap((polygon) => polygon.slice(0, 1))
    const large = rings.filter((ring) => extent(ring) >= leastDegrees)
    const shown = large.length > 0 ? large : rings.sort((a, b) => extent(b) - extent(a)).slice(0, 1)
    return [{ iso, path: shown.map(pathOf).join('') }]
  })
}

function extent(ring: readonly Position[]): number {
  const [lngs, lats] = [ring.map(([lng]) => lng!), ring.map(([, lat]) => lat!)]
  return Math.max(Math.max(...lngs) - Math.min(...lngs), Math.max(...lats) - Math.min(...lats))
}

function pathOf(ring: readonly Position[]): string {
  return `M${ring.map(([lng, lat]) => `${lng!.toFixed(1)} ${(-lat!).toFixed(1)}`).join('L')}Z`
}
