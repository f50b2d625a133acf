// What the simulator draws over the basemap, as pure functions of theme and zones: the pin and where it is served, and a
// sweep's cells by the zone that serves them.

import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { toneHatch } from '../../../_components/map/hatch'
import { nodeLayers } from '../../../_components/map/layers/nodes'
import { zoneLabelLayers, zoneLayers } from '../../../_components/map/layers/zones'
import { type Theme, token, zoneHue, zoneHues } from '../../../_lib/theme/tokens'
import type { ZoneLook } from '../../../_lib/use-zones'

export function askLayers(theme: Theme, zones: readonly ZoneLook[], node: string | null): LayerSpecification[] {
  return [
    ...zoneLayers({ theme, zones, selectedZone: null }).filter((layer) => !('source' in layer && layer.source === 'areas')),
    ...zoneLabelLayers(theme),
    ...nodeLayers(theme, node),
    {
      id: 'way',
      type: 'line',
      source: 'way',
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': token('accent', theme), 'line-width': 2.2, 'line-dasharray': [2, 1.4] },
    },
    {
      id: 'served',
      type: 'circle',
      source: 'served',
      paint: {
        'circle-color': token('accent', theme),
        'circle-radius': 5,
        'circle-stroke-color': token('surface', theme),
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'pin',
      type: 'circle',
      source: 'pin',
      paint: {
        'circle-color': token('surface', theme),
        'circle-radius': 6,
        'circle-stroke-color': token('accent', theme),
        'circle-stroke-width': 3.5,
      },
    },
  ]
}

/** `slot` −1: served, but in no zone. `strength`: how near to the preferred rung it is served. */
export function sweepLayers(theme: Theme, isDiffering: boolean): LayerSpecification[] {
  const bySlot = [...zoneHues.keys()].flatMap((slot) => [slot, zoneHue(slot, theme).fill])
  const colour = ['match', ['get', 'slot'], ...bySlot, token('faint', theme)] as unknown as ExpressionSpecification
  const shown = (refused: boolean): ExpressionSpecification => [
    'all',
    ['==', ['get', 'refused'], refused],
    ...(isDiffering ? [['==', ['get', 'differs'], true] as ExpressionSpecification] : []),
  ]
  return [
    {
      id: 'cells',
      type: 'fill',
      source: 'cells',
      filter: shown(false),
      paint: { 'fill-color': colour, 'fill-opacity': ['get', 'strength'], 'fill-antialias': false },
    },
    {
      id: 'cells-refused',
      type: 'fill',
      source: 'cells',
      filter: shown(true),
      paint: { 'fill-pattern': toneHatch.bad },
    },
    {
      id: 'coast',
      type: 'line',
      source: 'world',
      filter: ['==', ['get', 'kind'], 'border'],
      paint: { 'line-color': token('surface', theme), 'line-width': 0.5, 'line-opacity': 0.6 },
    },
  ]
}
