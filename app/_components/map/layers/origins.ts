import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { token, zoneHue } from '../../../_lib/theme/tokens'
import type { MapLook } from '../look'

/** Filled dots are half-degree cells; open circles are whole countries, where a cell would tell too much. */
export function originLayers({ theme, zones }: Pick<MapLook, 'theme' | 'zones'>): LayerSpecification[] {
  const pairs = zones.flatMap((zone) => [zone.code, zoneHue(zone.slot, theme).ink])
  const colour = (pairs.length === 0
    ? token('faint', theme)
    : ['match', ['get', 'zone'], ...pairs, token('faint', theme)]) as unknown as ExpressionSpecification
  const radius = (least: number): ExpressionSpecification => ['interpolate', ['linear'], ['sqrt', ['get', 'jobs']], 1, least, 40, least + 9]
  return [
    {
      id: 'origin-countries',
      type: 'circle',
      source: 'origins',
      filter: ['==', ['get', 'exact'], false],
      paint: {
        'circle-color': colour,
        'circle-opacity': 0.08,
        'circle-radius': radius(3.5),
        'circle-stroke-color': colour,
        'circle-stroke-width': 1,
        'circle-stroke-opacity': 0.65,
      },
    },
    {
      id: 'origin-cells',
      type: 'circle',
      source: 'origins',
      filter: ['==', ['get', 'exact'], true],
      paint: { 'circle-color': colour, 'circle-opacity': 0.5, 'circle-radius': radius(1.8) },
    },
  ]
}
