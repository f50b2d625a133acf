// What is asked for of the fleet, by where a map looks: spots of the whole world from afar, closer by those round what is in sight.

import type { BBox } from '@/server/core/geo/place'
import type { View } from './create-map'

/** From this zoom on nodes are drawn one by one. */
export const closeZoom = 7
const fineZoom = 4

export type Sight = { grain: 'coarse' | 'fine' | 'each'; within?: [...BBox] }

/** At least a screen of 4096 pixels around the middle, in steps: a small move asks for nothing anew. `view` null: the whole world. */
export function sightOf(view: View | null): Sight {
  if (view === null || view.zoom < fineZoom) return { grain: 'coarse' }
  const step = (360 * 1024) / (512 * 2 ** Math.floor(view.zoom))
  const [lng, lat] = [Math.round(view.lng / step), Math.round(view.lat / step)]
  const reach = 2.5
  return {
    grain: view.zoom < closeZoom ? 'fine' : 'each',
    within: [(lng - reach) * step, (lat - reach) * step, (lng + reach) * step, (lat + reach) * step],
  }
}
