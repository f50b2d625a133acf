// Land in no zone: whom the nearest-zone rule is for.

import type { CompiledConfig } from '../compiled'
import { cellsOf, type LandCell } from './land-cells'

export function openLand(cells: readonly LandCell[], config: CompiledConfig): LandCell[] {
  const drawn = new Set<number>()
  for (const { shape } of config.zonesWithShape) for (const rings of shape!.polygons) for (const cell of cellsOf(rings)) drawn.add(cell)
  return cells.filter(({ index, country }) => !drawn.has(index) && !(country !== null && config.zoneByCountry.has(country)))
}
