import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { type Theme, token } from '../../../_lib/theme/tokens'
import { fonts } from '../look'

// Ring: status. Letter: trust (V C U X !). Second, thin ring: simulated.
export function nodeLayers(theme: Theme, selected: string | null): LayerSpecification[] {
  const status: ExpressionSpecification = [
    'match',
    ['get', 'condition'],
    'live',
    token('ok', theme),
    ['draining', 'drained'],
    token('warn', theme),
    'left',
    token('faint', theme),
    token('bad', theme),
  ]
  const share: ExpressionSpecification = ['/', ['get', 'live'], ['get', 'nodes']]
  const clusterRing: ExpressionSpecification = [
    'case',
    ['>=', share, 0.9],
    token('ok', theme),
    ['>=', share, 0.5],
    token('warn', theme),
    token('bad', theme),
  ]
  const several: ExpressionSpecification = ['has', 'nodes']
  const single: ExpressionSpecification = ['!', several]
  const text = { 'text-font': fonts, 'text-allow-overlap': true, 'text-ignore-placement': true }
  return [
    {
      id: 'clusters',
      type: 'circle',
      source: 'nodes',
      filter: several,
      paint: {
        'circle-color': token('surface', theme),
        'circle-opacity': 0.94,
        'circle-radius': ['interpolate', ['linear'], ['sqrt', ['get', 'nodes']], 1, 8, 10, 17, 60, 30],
        'circle-stroke-color': clusterRing,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'cluster-count',
      type: 'symbol',
      source: 'nodes',
      filter: several,
      layout: { 'text-field': abbreviated(['get', 'nodes']), 'text-size': 11, 'text-padding': 12, ...text },
      paint: { 'text-color': token('ink', theme) },
    },
    {
      id: 'nodes-simulated',
      type: 'circle',
      source: 'nodes',
      filter: ['all', single, ['==', ['get', 'simulated'], true]],
      paint: {
        'circle-color': 'transparent',
        'circle-radius': 10.5,
        'circle-stroke-color': token('faint', theme),
        'circle-stroke-width': 0.8,
      },
    },
    {
      id: 'nodes',
      type: 'circle',
      source: 'nodes',
      filter: single,
      paint: {
        'circle-color': token('surface', theme),
        'circle-radius': 6.5,
        'circle-stroke-color': status,
        'circle-stroke-width': ['match', ['get', 'condition'], 'live', 2, 1.2],
      },
    },
    {
      id: 'node-letter',
      type: 'symbol',
      source: 'nodes',
      filter: single,
      layout: { 'text-field': ['get', 'letter'], 'text-size': 9, ...text },
      paint: { 'text-color': token('ink', theme) },
    },
    {
      id: 'node-selected',
      type: 'circle',
      source: 'nodes',
      filter: ['all', single, ['==', ['get', 'id'], selected ?? '']],
      paint: {
        'circle-color': 'transparent',
        'circle-radius': 13,
        'circle-stroke-color': token('accent', theme),
        'circle-stroke-width': 2.5,
      },
    },
  ]
}

/** 950, 5.6k, 21k. */
function abbreviated(count: ExpressionSpecification): ExpressionSpecification {
  const thousands = (digits: number): ExpressionSpecification => [
    'concat',
    ['to-string', ['/', ['round', ['/', count, 1000 / digits]], digits]],
    'k',
  ]
  return ['case', ['>=', count, 10_000], thousands(1), ['>=', count, 1000], thousands(10), ['to-string', count]]
}
