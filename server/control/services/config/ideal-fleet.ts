// A node in every country, and one at the anchor of every zone that no country leads to.

import type { CompiledConfig } from '@/server/core/config/compiled'
import { contain } from '@/server/core/config/contain'
import { countries } from '@/server/core/config/countries'
import type { Subcloud } from '@/server/core/config/schema'
import type { GeoToken, Place } from '@/server/core/geo/place'
import type { Fleet, FleetNode } from '@/server/core/routing/types'

export function idealFleet(config: CompiledConfig, subcloud: Subcloud, model: string): Fleet {
  const { criteria } = subcloud.policy.participation
  const places: Place[] = [...countries.keys()].map((country) => ({ country, subdivision: null, point: null }))
  for (const zone of config.zones.values()) {
    for (const subdivision of zone.subdivisions) places.push({ country: subdivision.slice(0, 2), subdivision, point: null })
    const corner = zone.anchors[0] ? ([zone.anchors[0].lng, zone.anchors[0].lat] as const) : zone.shape?.polygons[0]?.[0]?.[0]
    const country = zone.countries[0] ?? [...zone.allCountries][0] ?? null
    if (zone.shape && corner) places.push({ country, subdivision: null, point: [corner[0]!, corner[1]!] })
  }
  const nodes = places.map((place, index): FleetNode => {
    const containment = contain(config, place, 'high')
    const areas = [
      `country:${place.country}`,
      ...containment.zones.map((z) => `zone:${z}`),
      ...containment.jurisdictions.map((j) => `jurisdiction:${j}`),
    ]
    if (place.subdivision) areas.push(`subdivision:${place.subdivision}`)
    return {
      id: `0x${index.toString(16).padStart(40, '0')}`,
      operator: 'ideal',
      network: `AS${index}`,
      environments: ['mainnet'],
      models: [model, ...(criteria.models ?? [])],
      gpu: criteria.gpu?.[0] ?? 'any',
      vramGb: 1_000_000,
      slots: 1000,
      inFlight: 0,
      leased: 0,
      endpoint: null,
      version: '0',
      joins: [subcloud.slug],
      simulated: false,
      status: 'serving',
      drained: false,
      quarantinedUntil: null,
      firstSeenAt: 0,
      lastSeenAt: 0,
      liveUntil: Number.MAX_SAFE_INTEGER,
      failureRate: 0,
      uptimePct: 100,
      geo: {
        containment,
        verdict: {
          level: 'verified',
          areas: areas.map((area) => ({ area: area as GeoToken, level: 'verified', confidence: 0.99 })),
          place,
          borderline: false,
          reasons: [],
          judgedAt: 0,
        },
      },
    }
  })
  return { nodes: new Map(nodes.map((node) => [node.id, node])) }
}
