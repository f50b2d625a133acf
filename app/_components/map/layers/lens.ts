import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { SubcloudDetail } from '@/server/control/services/subclouds/schemas'
import { type Theme, token } from '../../../_lib/theme/tokens'
import { toneHatch } from '../hatch'

/** Where a Subcloud's jobs may run. `countries` null: anywhere. */
export type Lens = Pick<SubcloudDetail, 'countries' | 'outline'>

/** What is outside loses its zone's hue and is hatched; what is partly inside keeps it, hatched; the inside is outlined. */
export function lensLayers(theme: Theme, lens: Lens | null): LayerSpecification[] {
  if (lens === null || lens.countries === null) return []
  const { partly, drawnIn, drawnOut } = lens.outline
  const inside = isIn('iso', lens.countries)
  const outside: ExpressionSpecification = ['all', isCountry, ['!', isIn('iso', [...lens.countries, ...partly])]]
  return [
    {
      id: 'lens-veil',
      type: 'fill',
      source: 'world',
      filter: outside,
      paint: { 'fill-color': token('land', theme), 'fill-opacity': 0.85, 'fill-antialias': false },
    },
    {
      id: 'lens-outside',
      type: 'fill',
      source: 'world',
      filter: outside,
      paint: { 'fill-pattern': toneHatch.faint, 'fill-opacity': 0.3 },
    },
    {
      id: 'lens-partly',
      type: 'fill',
      source: 'world',
      filter: ['all', isCountry, isIn('iso', partly)],
      paint: { 'fill-pattern': toneHatch.faint, 'fill-opacity': 0.55 },
    },
    {
      id: 'lens-inside',
      type: 'line',
      source: 'world',
      filter: ['all', isCountry, inside],
      paint: { 'line-color': token('accent', theme), 'line-width': 1 },
    },
    {
      id: 'lens-area-in',
      type: 'line',
      source: 'areas',
      filter: isIn('code', drawnIn),
      paint: { 'line-color': token('accent', theme), 'line-width': 2.5 },
    },
    {
      id: 'lens-area-out',
      type: 'fill',
      source: 'areas',
      filter: isIn('code', drawnOut),
      paint: { 'fill-pattern': toneHatch.bad },
    },
  ]
}

const isCountry: ExpressionSpecification = ['==', ['get', 'kind'], 'country']
const isIn = (property: string, values: readonly string[]): ExpressionSpecification => ['in', ['get', property], ['literal', [...values]]]
