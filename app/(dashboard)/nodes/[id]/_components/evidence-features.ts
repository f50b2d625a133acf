// What the sources of the evidence's map hold, and what its labels say. Pure.

import type { Feature, FeatureCollection, Point, Polygon } from 'geojson'
import type { TrustLevel } from '@/server/core/config/schema'
import { circle } from '@/server/core/geo/draw/circle'
import type { BBox, LngLat } from '@/server/core/geo/place'
import { countryCentre } from '../../../../_components/map/features'
import { zoneCentre } from '../../../../_components/map/zone-geography'
import { countryName } from '../../../../_lib/country-name'
import { count } from '../../../../_lib/format'
import { trustLabels } from '../../../../_lib/labels'
import type { ZoneLook } from '../../../../_lib/use-zones'
import { boundsOf } from './evidence-bounds'
import { claimOf, isAddress, type Line } from './evidence-lines'

/** `areas` are the drawn outlines of all zones, of which the claim's are shown. */
export function evidenceData(
  level: TrustLevel,
  lines: readonly Line[],
  zones: ReadonlyMap<string, ZoneLook>,
  areas: FeatureCollection | null,
): Record<'areas' | 'disc' | 'fix' | 'claim' | 'address', FeatureCollection> {
  const claimed = claimOf(lines)
  const fixes = lines.flatMap(({ id, source, fix }) => (fix ? [{ id, source, ...fix }] : []))
  const { letter, label: word } = trustLabels[level]
  const bounds = boundsOf(lines)
  const inwards = (features: Feature<Point>[]) => collect(features.map((feature) => turnInwards(feature, bounds)))
  return {
    areas: collect((areas?.features ?? []).filter(({ properties }) => claimed?.drawn.includes(properties?.code as string))),
    disc: collect(
      fixes
        .map(({ point, accuracyM }) => circle(point, accuracyM / 1000))
        .filter((ring) => ring !== null)
        .map(ringFeature),
    ),
    fix: collect(fixes.map(({ id, source, point, accuracyM }) => labelled(point, `${source} ± ${count(accuracyM)} m`, { id }))),
    claim: inwards(claimed ? labelAt(claimCentre(claimed, zones), `${letter} ${word}: claims ${claimed.says}`) : []),
    address: inwards(addressLabels(lines)),
  }
}

/** One a country, naming its sources where they are not of one mind. */
function addressLabels(lines: readonly Line[]): Feature<Point>[] {
  const addresses = lines.filter(isAddress)
  const named = [...new Set(addresses.flatMap(({ countries }) => countries))]
  return named.flatMap((country) => {
    const some = addresses.filter(({ countries }) => countries.includes(country))
    const differs = some.some(({ agreement }) => agreement === 'disagrees')
    const sources = named.length > 1 ? ` (${some.map(({ source }) => source).join(', ')})` : ''
    return labelAt(countryCentre(country), `Address: ${countryName(country)}${sources}${differs ? ', disagrees' : ''}`, { differs })
  })
}

/** A label near an edge of what is shown is written towards the middle. */
function turnInwards(feature: Feature<Point>, bounds: BBox | null): Feature<Point> {
  if (bounds === null) return feature
  const [west, , east] = bounds
  const share = (feature.geometry.coordinates[0]! - west) / (east - west)
  const side = share < 0.25 ? '-left' : share > 0.75 ? '-right' : ''
  return { ...feature, properties: { ...feature.properties, side } }
}

function claimCentre({ says, countries }: Line, zones: ReadonlyMap<string, ZoneLook>): LngLat | null {
  const zone = says?.startsWith('zone:') ? zones.get(says.slice('zone:'.length)) : undefined
  return (zone && zoneCentre(zone)) ?? countryCentre(countries[0] ?? null)
}

const collect = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })
const labelAt = (at: LngLat | null, text: string, more = {}) => (at === null ? [] : [labelled(at, text, more)])
const labelled = ([lng, lat]: LngLat, text: string, more = {}): Feature<Point> => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [lng, lat] },
  properties: { text, ...more },
})
const ringFeature = (ring: readonly (readonly number[])[]): Feature<Polygon> => ({
  type: 'Feature',
  geometry: { type: 'Polygon', coordinates: [ring.map((position) => [...position])] },
  properties: {},
})
