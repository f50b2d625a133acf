import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { type Theme, token, zoneHue } from '../../../_lib/theme/tokens'
import type { ZoneLook } from '../../../_lib/use-zones'
import { fonts, type MapLook } from '../look'
import { type Coverage, coverageOf, zoneByCountry } from '../zone-geography'

/** The name under which the canvas adds the hatch of a hue. */
export const hatchName = (slot: number) => `hatch-${slot}`

const strength: Record<Coverage, number> = { met: 0.4, below: 0.18, empty: 0.06 }
const isCountry: ExpressionSpecification = ['==', ['get', 'kind'], 'country']

export function zoneLayers({ theme, zones, selectedZone }: Pick<MapLook, 'theme' | 'zones' | 'selectedZone'>): LayerSpecification[] {
  const byCode = new Map(zones.map((zone) => [zone.code, zone]))
  const countries = [...zoneByCountry(zones)].map(([country, code]) => ({ country, zone: byCode.get(code)! }))
  if (countries.length === 0) return []
  const fill = (zone: ZoneLook) => zoneHue(zone.slot, theme).fill
  const perCountry = (value: (zone: ZoneLook) => string | number, otherwise: string | number) =>
    [
      'match',
      ['get', 'iso'],
      ...countries.flatMap(({ country, zone }) => [country, value(zone)]),
      otherwise,
    ] as unknown as ExpressionSpecification
  const perArea = (value: (zone: ZoneLook) => string | number, otherwise: string | number) =>
    ['match', ['get', 'code'], ...zones.flatMap((zone) => [zone.code, value(zone)]), otherwise] as unknown as ExpressionSpecification
  const among = (property: string, values: string[]) => ['in', ['get', property], ['literal', values]] as ExpressionSpecification
  const sparse = (zone: ZoneLook) => coverageOf(zone) !== 'met'
  const chosen = (code: string) =>
    selectedZone !== null && (code === selectedZone || byCode.get(code)?.parent === selectedZone || byCode.get(code)?.top === selectedZone)
  const opacity = (zone: ZoneLook) => strength[coverageOf(zone)] + (chosen(zone.code) ? 0.16 : 0)
  return [
    {
      id: 'zone-fill',
      type: 'fill',
      source: 'world',
      filter: [
        'all',
        isCountry,
        among(
          'iso',
          countries.map(({ country }) => country),
        ),
      ],
      paint: { 'fill-color': perCountry(fill, 'transparent'), 'fill-opacity': perCountry(opacity, 0), 'fill-antialias': false },
    },
    {
      id: 'area-fill',
      type: 'fill',
      source: 'areas',
      paint: { 'fill-color': perArea(fill, 'transparent'), 'fill-opacity': perArea(opacity, 0.1) },
    },
    {
      id: 'zone-hatch',
      type: 'fill',
      source: 'world',
      filter: [
        'all',
        isCountry,
        among(
          'iso',
          countries.filter(({ zone }) => sparse(zone)).map(({ country }) => country),
        ),
      ],
      paint: { 'fill-pattern': perCountry((zone) => hatchName(zone.slot % 8), hatchName(0)), 'fill-opacity': 0.75 },
    },
    {
      id: 'area-hatch',
      type: 'fill',
      source: 'areas',
      filter: among(
        'code',
        zones.filter(sparse).map(({ code }) => code),
      ),
      paint: { 'fill-pattern': perArea((zone) => hatchName(zone.slot % 8), hatchName(0)), 'fill-opacity': 0.75 },
    },
    {
      id: 'zone-outline',
      type: 'line',
      source: 'world',
      filter: [
        'all',
        isCountry,
        among(
          'iso',
          countries.filter(({ zone }) => chosen(zone.code)).map(({ country }) => country),
        ),
      ],
      paint: { 'line-color': perCountry((zone) => zoneHue(zone.slot, theme).ink, token('accent', theme)), 'line-width': 1.4 },
    },
    {
      id: 'area-outline',
      type: 'line',
      source: 'areas',
      paint: { 'line-color': perArea((zone) => zoneHue(zone.slot, theme).ink, token('accent', theme)), 'line-width': 1.2 },
    },
  ]
}

export function zoneLabelLayers(theme: Theme): LayerSpecification[] {
  return [
    {
      id: 'zone-label',
      type: 'symbol',
      source: 'labels',
      maxzoom: 5,
      layout: {
        'text-field': ['format', ['get', 'code'], { 'font-scale': 1.2 }, '  ', {}, ['get', 'note'], { 'font-scale': 0.85 }],
        'text-font': fonts,
        'text-size': 12,
        'text-variable-anchor': ['bottom', 'top', 'left', 'right', 'bottom-left', 'top-right'],
        'text-radial-offset': 1.9,
        'text-padding': 1,
      },
      paint: { 'text-color': token('ink', theme), 'text-halo-color': token('land', theme), 'text-halo-width': 1.6 },
    },
  ]
}
