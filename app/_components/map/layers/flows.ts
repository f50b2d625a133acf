import type { LayerSpecification } from 'maplibre-gl'
import { type Theme, token } from '../../../_lib/theme/tokens'
import { fonts } from '../look'

/** Jobs that ran elsewhere than preferred; width by share, arrow towards where they ran. */
export function flowLayers(theme: Theme): LayerSpecification[] {
  return [
    {
      id: 'flows',
      type: 'line',
      source: 'flows',
      layout: { 'line-cap': 'round' },
      paint: {
        'line-color': token('accent', theme),
        'line-width': ['interpolate', ['linear'], ['get', 'share'], 0, 1, 1, 5],
        'line-opacity': 0.75,
      },
    },
    {
      id: 'flow-arrows',
      type: 'symbol',
      source: 'flows',
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 110,
        'text-field': '›',
        'text-font': fonts,
        'text-size': 20,
        'text-keep-upright': false,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': token('accent', theme), 'text-halo-color': token('land', theme), 'text-halo-width': 1 },
    },
  ]
}
