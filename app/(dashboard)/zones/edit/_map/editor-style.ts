// The editor's map as a pure function of theme and draft. What can be large (shapes, dots, nodes) is in live sources with the hue in
// its properties, so that a new vertex changes data and not the style.

import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'
import { toneHatch } from '../../../../_components/map/hatch'
import { basemapLayers } from '../../../../_components/map/layers/basemap'
import { fonts } from '../../../../_components/map/look'
import { type Theme, token, zoneHue, zoneHues } from '../../../../_lib/theme/tokens'

export type EditorLook = {
  theme: Theme
  /** Who labels which country in the draft. */
  byCountry: ReadonlyMap<string, { code: string; slot: number }>
  selected: string | null
}

const empty = { type: 'FeatureCollection', features: [] } as const
const live = (): SourceSpecification => ({ type: 'geojson', data: empty as never })
export const liveSources = ['areas', 'overlaps', 'dots', 'fleet', 'anchors', 'problems', 'labels'] as const

export function editorStyle({ theme, byCountry, selected }: EditorLook): StyleSpecification {
  const bySlot = (kind: 'fill' | 'ink') =>
    [
      'match',
      ['get', 'slot'],
      ...zoneHues.flatMap((_, slot) => [slot, zoneHue(slot, theme)[kind]]),
      token('faint', theme),
    ] as unknown as ExpressionSpecification
  const isSelected: ExpressionSpecification = ['==', ['get', 'code'], selected ?? '']
  const layers: LayerSpecification[] = [
    ...basemapLayers(theme),
    ...countryLayers({ theme, byCountry, selected }),
    {
      id: 'dots',
      type: 'circle',
      source: 'dots',
      paint: {
        'circle-color': bySlot('fill'),
        'circle-opacity': 0.55,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 0, 0.7, 2, 1.3, 5, 4],
      },
    },
    {
      id: 'area-fill',
      type: 'fill',
      source: 'areas',
      paint: { 'fill-color': bySlot('fill'), 'fill-opacity': ['case', isSelected, 0.4, 0.22] },
    },
    {
      id: 'area-outline',
      type: 'line',
      source: 'areas',
      paint: { 'line-color': bySlot('ink'), 'line-width': ['case', isSelected, 2, 1] },
    },
    {
      id: 'overlap-hatch',
      type: 'fill',
      source: 'overlaps',
      paint: { 'fill-pattern': toneHatch.warn },
    },
    {
      id: 'overlap-outline',
      type: 'line',
      source: 'overlaps',
      paint: { 'line-color': token('warn', theme), 'line-width': 1.2, 'line-dasharray': [3, 2] },
    },
    {
      id: 'fleet',
      type: 'circle',
      source: 'fleet',
      paint: {
        'circle-color': token('surface', theme),
        'circle-radius': 3,
        'circle-stroke-color': ['case', ['get', 'live'], token('ok', theme), token('bad', theme)],
        'circle-stroke-width': 1.5,
      },
    },
    {
      id: 'anchors',
      type: 'circle',
      source: 'anchors',
      paint: {
        'circle-color': bySlot('fill'),
        'circle-radius': ['case', isSelected, 6, 3.5],
        'circle-stroke-color': token('ink', theme),
        'circle-stroke-width': ['case', isSelected, 2, 1],
      },
    },
    {
      id: 'labels',
      type: 'symbol',
      source: 'labels',
      layout: { 'text-field': ['get', 'code'], 'text-font': fonts, 'text-size': 13, 'text-padding': 4 },
      paint: { 'text-color': token('ink', theme), 'text-halo-color': token('land', theme), 'text-halo-width': 1.6 },
    },
    {
      id: 'problems',
      type: 'circle',
      source: 'problems',
      paint: {
        'circle-color': token('bad', theme),
        'circle-opacity': 0.25,
        'circle-radius': 11,
        'circle-stroke-color': token('bad', theme),
        'circle-stroke-width': 2.5,
      },
    },
    {
      id: 'problem-signs',
      type: 'symbol',
      source: 'problems',
      layout: { 'text-field': '×', 'text-font': fonts, 'text-size': 20, 'text-allow-overlap': true },
      paint: { 'text-color': token('bad', theme), 'text-halo-color': token('surface', theme), 'text-halo-width': 1.5 },
    },
  ]
  return {
    version: 8,
    sources: {
      world: { type: 'geojson', data: '/map/world.json' },
      ...Object.fromEntries(liveSources.map((id) => [id, live()])),
    },
    layers,
    transition: { duration: 0, delay: 0 },
    sky: { 'sky-color': token('water', theme) },
  }
}

/** Countries in the hue of the zone that labels them; those of the selected zone stronger and outlined. */
function countryLayers({ theme, byCountry, selected }: EditorLook): LayerSpecification[] {
  const entries = [...byCountry]
  if (entries.length === 0) return []
  const perCountry = <T extends string | number>(value: (zone: { code: string; slot: number }) => T, otherwise: T) =>
    ['match', ['get', 'iso'], ...entries.flatMap(([iso, zone]) => [iso, value(zone)]), otherwise] as unknown as ExpressionSpecification
  const isIn = (codes: string[]): ExpressionSpecification => [
    'all',
    ['==', ['get', 'kind'], 'country'],
    ['in', ['get', 'iso'], ['literal', codes]],
  ]
  return [
    {
      id: 'zone-fill',
      type: 'fill',
      source: 'world',
      filter: isIn(entries.map(([iso]) => iso)),
      paint: {
        'fill-color': perCountry(({ slot }) => zoneHue(slot, theme).fill, 'transparent'),
        'fill-opacity': perCountry(({ code }) => (code === selected ? 0.5 : 0.2), 0),
        'fill-antialias': false,
      },
    },
    {
      id: 'zone-outline',
      type: 'line',
      source: 'world',
      filter: isIn(entries.flatMap(([iso, { code }]) => (code === selected ? [iso] : []))),
      paint: { 'line-color': perCountry(({ slot }) => zoneHue(slot, theme).ink, token('accent', theme)), 'line-width': 1.4 },
    },
  ]
}
