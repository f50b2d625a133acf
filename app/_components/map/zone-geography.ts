// Which zone colours which country, and where a zone's label stands. Pure; shared by the canvas and its table twin.

import type { LngLat } from '@/server/core/geo/place'
import type { ZoneLook } from '../../_lib/use-zones'

export type Coverage = 'met' | 'below' | 'empty'

/** Every served model meets its target · some do not · no live node at all. */
export function coverageOf(zone: Pick<ZoneLook, 'nodes' | 'models'>): Coverage {
  if (zone.nodes.live === 0) return 'empty'
  return zone.models.met >= zone.models.served ? 'met' : 'below'
}

/** The deepest zone that lists a country colours it. */
export function zoneByCountry(zones: Iterable<ZoneLook>): Map<string, string> {
  const byCountry = new Map<string, string>()
  const shown = [...zones].filter(({ status }) => status === 'published' || status === 'deprecated')
  for (const zone of shown.sort((a, b) => a.depth - b.depth)) for (const country of zone.countries) byCountry.set(country, zone.code)
  return byCountry
}

/** Mean direction of the anchors on the sphere, so that zones across ±180° have their middle in them. */
export function zoneCentre(zone: Pick<ZoneLook, 'anchors'>): LngLat | null {
  if (zone.anchors.length === 0) return null
  let [x, y, z] = [0, 0, 0]
  for (const { lng, lat } of zone.anchors) {
    const [a, b] = [(lng * Math.PI) / 180, (lat * Math.PI) / 180]
    x += Math.cos(b) * Math.cos(a)
    y += Math.cos(b) * Math.sin(a)
    z += Math.sin(b)
  }
  return [(Math.atan2(y, x) * 180) / Math.PI, (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI]
}
