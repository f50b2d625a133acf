import type { LayerSpecification } from 'maplibre-gl'
import { type Theme, token } from '../../../_lib/theme/tokens'

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
        'line-width': ['interpolate', ['linear'], ['get', 'share'], 0, 0.8, 1, 3.5],
        'line-opacity': 0.65,
      },
    },
    {
      id: 'flow-arrows',
      type: 'symbol',
      source: 'flows',
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 130,
        'icon-image': 'arrow',
        'icon-size': ['interpolate', ['linear'], ['get', 'share'], 0, 0.75, 1, 1.25],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
      paint: { 'icon-color': token('accent', theme) },
    },
  ]
}
