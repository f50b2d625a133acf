// The configuration a new installation starts with: five zones from UN M49, five jurisdictions, no models, no Subclouds.
// Plain data to be edited.

import { distanceKm } from '../geo/distance'
import type { LngLat } from '../geo/place'
import { countriesOf } from './countries'
import { type Config, configSchema } from './schema'

type Anchor = readonly [lat: number, lng: number]

const zones: { code: string; name: string; countries: string[]; anchors: Anchor[] }[] = [
  {
    code: 'NA',
    name: 'North America',
    countries: [...countriesOf('Northern America'), 'MX', 'PR', 'VI'],
    // Ashburn, Chicago, Dallas, San José, Toronto, Mexico City
    anchors: [
      [39.04, -77.49],
      [41.88, -87.63],
      [32.78, -96.8],
      [37.34, -121.89],
      [43.65, -79.38],
      [19.43, -99.13],
    ],
  },
  {
    code: 'EU',
    name: 'Europe',
    countries: [
      ...countriesOf('Eastern Europe', 'Northern Europe', 'Southern Europe', 'Western Europe').filter(
        (code) => code !== 'RU' && code !== 'BY',
      ),
      'CY',
    ],
    // Frankfurt, London, Madrid, Stockholm, Warsaw, Milan
    anchors: [
      [50.11, 8.68],
      [51.51, -0.13],
      [40.42, -3.7],
      [59.33, 18.07],
      [52.23, 21.01],
      [45.46, 9.19],
    ],
  },
  {
    code: 'SEA',
    name: 'South-East Asia',
    countries: countriesOf('South-eastern Asia'),
    // Singapore, Jakarta, Bangkok, Manila
    anchors: [
      [1.35, 103.82],
      [-6.21, 106.85],
      [13.76, 100.5],
      [14.6, 120.98],
    ],
  },
  {
    code: 'ME',
    name: 'Middle East',
    countries: [...countriesOf('Western Asia').filter((code) => code !== 'CY'), 'EG', 'IR'],
    // Dubai, Riyadh, Tel Aviv, Istanbul
    anchors: [
      [25.2, 55.27],
      [24.71, 46.68],
      [32.09, 34.78],
      [41.01, 28.98],
    ],
  },
  {
    code: 'SA',
    name: 'South America',
    countries: countriesOf('South America'),
    // São Paulo, Santiago, Bogotá, Buenos Aires
    anchors: [
      [-23.55, -46.63],
      [-33.45, -70.67],
      [4.71, -74.07],
      [-34.6, -58.38],
    ],
  },
]

const eu27 = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')
/** Parts of the Union's territory with a country code of their own: outermost regions of France, and Åland. */
const eu27Apart = ['AX', 'GF', 'GP', 'MF', 'MQ', 'RE', 'YT']

const jurisdictions = [
  {
    code: 'EU27',
    name: 'European Union',
    countries: [...eu27, ...eu27Apart],
    source:
      'TEU art. 52, TFEU art. 349 and 355: the 27 members with the outermost regions and Åland; the Canary Islands, Azores, Madeira, Ceuta and Melilla are in ES and PT. https://european-union.europa.eu/principles-countries-history/eu-countries_en',
  },
  {
    code: 'EEA30',
    name: 'European Economic Area',
    countries: [...eu27, ...eu27Apart, 'IS', 'LI', 'NO'],
    source: 'EEA Agreement art. 126 and Protocol 40 (Norway may leave Svalbard out, and did). https://www.efta.int/eea/eea-agreement',
  },
  {
    code: 'UK',
    name: 'United Kingdom',
    countries: ['GB'],
    source: 'Without the Crown Dependencies (GG, IM, JE) and the Overseas Territories. https://www.gov.uk',
  },
  {
    code: 'CH',
    name: 'Switzerland',
    countries: ['CH'],
    source: 'Federal Constitution art. 1. https://www.fedlex.admin.ch/eli/cc/1999/404/en',
  },
  {
    code: 'US',
    name: 'United States with its territories',
    countries: ['US', 'PR', 'VI', 'GU', 'AS', 'MP', 'UM'],
    source: 'The states, D.C. and the territories under US sovereignty. https://www.doi.gov/oia/islands',
  },
]

/** Suggested neighbours: the other zones, nearest anchors first. */
function nearestOthers(code: string, anchors: readonly Anchor[]): string[] {
  return zones
    .filter((zone) => zone.code !== code)
    .map((zone) => ({ code: zone.code, km: Math.min(...anchors.flatMap((a) => zone.anchors.map((b) => distanceKm(point(a), point(b))))) }))
    .sort((a, b) => a.km - b.km || (a.code < b.code ? -1 : 1))
    .map((zone) => zone.code)
}

const point = ([lat, lng]: Anchor): LngLat => [lng, lat]

export function defaultConfig(): Config {
  return configSchema.parse({
    zones: zones.map((zone) => ({
      code: zone.code,
      name: zone.name,
      countries: [...zone.countries].sort(),
      anchors: zone.anchors.map(([lat, lng]) => ({ lng, lat })),
      neighbours: nearestOthers(zone.code, zone.anchors),
    })),
    jurisdictions: jurisdictions.map((entry) => ({ ...entry, countries: [...entry.countries].sort(), reviewedAt: '2026-06-15' })),
  })
}
