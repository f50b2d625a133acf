// The evidence over the basemap, as a pure function of theme, verdict and lines. The claim is filled in the verdict's colour,
// solid or hatched, and says its level; what addresses say is dashed round, and hatched where it is elsewhere.

import type { ExpressionSpecification, LayerSpecification, SymbolLayerSpecification } from 'maplibre-gl'
import type { TrustLevel } from '@/server/core/config/schema'
import { toneHatch } from '../../../../_components/map/hatch'
import { fonts } from '../../../../_components/map/look'
import { type Theme, token } from '../../../../_lib/theme/tokens'
import { claimOf, isAddress, type Line } from './evidence-lines'

export const verdictLooks = {
  verified: { tone: 'ok', fill: 0.5, hatch: null },
  consistent: { tone: 'ok', fill: 0.25, hatch: null },
  unverified: { tone: 'faint', fill: 0.06, hatch: toneHatch.faint },
  contradicted: { tone: 'warn', fill: 0.06, hatch: toneHatch.warn },
  impossible: { tone: 'bad', fill: 0.06, hatch: toneHatch.bad },
} as const satisfies Record<TrustLevel, object>

export const pickable = ['gps', 'elsewhere-fill', 'claim-fill', 'claim-area']

export function evidenceLayers(theme: Theme, level: TrustLevel, lines: readonly Line[], selected: string | null): LayerSpecification[] {
  const { tone, fill, hatch } = verdictLooks[level]
  const verdict = token(tone, theme)
  const claimed = claimOf(lines)
  const claim = claimed?.countries ?? []
  const addresses = lines.filter(isAddress)
  const countriesOf = (some: readonly Line[]) => some.flatMap(({ countries }) => countries)
  const chosen = countriesOf(addresses.filter(({ id }) => id === selected))
  const elsewhere = countriesOf(addresses.filter(({ agreement }) => agreement === 'disagrees'))
  const width: ExpressionSpecification = ['case', ['in', ['get', 'iso'], ['literal', chosen]], 3.5, 1.8]
  const claimWidth = selected !== null && selected === claimed?.id ? 4 : 2.2
  return [
    {
      id: 'claim-fill',
      type: 'fill',
      source: 'world',
      filter: isIn(claim),
      paint: { 'fill-color': verdict, 'fill-opacity': fill, 'fill-antialias': false },
    },
    { id: 'claim-area', type: 'fill', source: 'areas', paint: { 'fill-color': verdict, 'fill-opacity': fill } },
    ...(hatch === null
      ? []
      : ([
          { id: 'claim-hatch', type: 'fill', source: 'world', filter: isIn(claim), paint: { 'fill-pattern': hatch } },
          { id: 'claim-area-hatch', type: 'fill', source: 'areas', paint: { 'fill-pattern': hatch } },
        ] as const)),
    {
      id: 'claim-outline',
      type: 'line',
      source: 'world',
      filter: isIn(claim),
      paint: { 'line-color': verdict, 'line-width': claimWidth },
    },
    { id: 'claim-area-outline', type: 'line', source: 'areas', paint: { 'line-color': verdict, 'line-width': claimWidth } },
    { id: 'elsewhere-fill', type: 'fill', source: 'world', filter: isIn(elsewhere), paint: { 'fill-pattern': toneHatch.bad } },
    {
      id: 'address-outline',
      type: 'line',
      source: 'world',
      filter: isIn(countriesOf(addresses)),
      paint: {
        'line-color': ['case', ['in', ['get', 'iso'], ['literal', elsewhere]], token('bad', theme), token('ink', theme)],
        'line-width': width,
        'line-dasharray': [2.5, 1.5],
      },
    },
    { id: 'gps-disc', type: 'fill', source: 'disc', paint: { 'fill-color': token('accent', theme), 'fill-opacity': 0.2 } },
    { id: 'gps-ring', type: 'line', source: 'disc', paint: { 'line-color': token('accent', theme), 'line-width': 1.2 } },
    {
      id: 'gps',
      type: 'circle',
      source: 'fix',
      paint: {
        'circle-color': token('surface', theme),
        'circle-radius': ['case', ['==', ['get', 'id'], selected], 8, 6],
        'circle-stroke-color': token('accent', theme),
        'circle-stroke-width': 3,
      },
    },
    dot('claim-dot', 'claim', token('surface', theme), verdict),
    dot('address-dot', 'address', token('surface', theme), ['case', ['get', 'differs'], token('bad', theme), token('ink', theme)]),
    label(theme, 'claim-label', 'claim', { ...atSide('bottom'), 'text-offset': [0, -0.4], 'text-allow-overlap': true }),
    label(theme, 'address-label', 'address', { ...atSide('top'), 'text-offset': [0, 0.4], 'text-allow-overlap': true }),
    label(theme, 'gps-label', 'fix', { 'text-variable-anchor': ['left', 'right', 'top', 'bottom'], 'text-radial-offset': 0.9 }),
  ]
}

const isIn = (countries: readonly string[]): ExpressionSpecification => [
  'all',
  ['==', ['get', 'kind'], 'country'],
  ['in', ['get', 'iso'], ['literal', [...countries]]],
]

const atSide = (edge: 'top' | 'bottom'): SymbolLayerSpecification['layout'] => ({
  'text-anchor': ['concat', edge, ['get', 'side']] as unknown as ExpressionSpecification,
  'text-justify': 'auto',
})

/** The middle of an area, for those too small to be seen. */
function dot(id: string, source: string, colour: string, stroke: string | ExpressionSpecification): LayerSpecification {
  return {
    id,
    type: 'circle',
    source,
    paint: { 'circle-color': colour, 'circle-radius': 3, 'circle-stroke-color': stroke, 'circle-stroke-width': 2 },
  }
}

function label(theme: Theme, id: string, source: string, layout: SymbolLayerSpecification['layout']): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source,
    layout: { 'text-field': ['get', 'text'], 'text-font': fonts, 'text-size': 12, ...layout },
    paint: { 'text-color': token('ink', theme), 'text-halo-color': token('land', theme), 'text-halo-width': 1.8 },
  }
}
