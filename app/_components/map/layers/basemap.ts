import type { LayerSpecification } from 'maplibre-gl'
import { type Theme, token } from '../../../_lib/theme/tokens'

export function basemapLayers(theme: Theme): LayerSpecification[] {
  return [
    { id: 'water', type: 'background', paint: { 'background-color': token('water', theme) } },
    {
      id: 'land',
      type: 'fill',
      source: 'world',
      filter: ['==', ['get', 'kind'], 'country'],
      paint: { 'fill-color': token('land', theme), 'fill-antialias': false },
    },
    {
      id: 'borders',
      type: 'line',
      source: 'world',
      filter: ['==', ['get', 'kind'], 'border'],
      paint: { 'line-color': token('border', theme), 'line-width': ['interpolate', ['linear'], ['zoom'], 0, 0.4, 5, 1.2] },
    },
  ]
}
