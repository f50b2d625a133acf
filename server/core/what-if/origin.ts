// An origin that somebody supposes rather than one that a request came from: a pin, a declared country or zone. It is taken
// as what the address says, since a Subcloud's origin rules look at nothing else.

import { splitToken } from '../boundary/tokens'
import type { CompiledConfig } from '../config/compiled'
import { contain, nowhere } from '../config/contain'
import { cellOf } from '../geo/cell'
import type { Containment, GeoToken, LngLat, Place } from '../geo/place'
import { nearestZone } from '../origin/nearest-zone'
import type { Confidence, Origin } from '../origin/types'
import { unknownOrigin } from '../origin/unknown-origin'

export type Where =
  | { kind: 'unknown' }
  | { kind: 'place'; place: Place; confidence: Exclude<Confidence, 'none'> }
  /** Somewhere in a zone or jurisdiction, no matter in which country. */
  | { kind: 'area'; token: GeoToken }

export function supposedOrigin(where: Where, config: CompiledConfig): Origin {
  if (where.kind === 'unknown') return unknownOrigin
  if (where.kind === 'area') return { ...unknownOrigin, ...stated('high', areaOf(where.token, config)) }
  const { place, confidence } = where
  const containment = contain(config, place, confidence)
  const { country, subdivision, point } = place
  return {
    ...stated(confidence, containment),
    country,
    subdivision,
    cell: point && cellOf(point).centre,
    nearest: nearestOf(point, containment, config),
    address: { place: { country, subdivision }, containment },
  }
}

function stated(
  confidence: Confidence,
  containment: Containment,
): Pick<Origin, 'source' | 'confidence' | 'containment' | 'address' | 'reasons'> {
  const address = { place: { country: null, subdivision: null }, containment }
  return { source: 'stated', confidence, containment, address, reasons: ['origin_stated'] }
}

function areaOf(token: GeoToken, config: CompiledConfig): Containment {
  const [kind, code] = splitToken(token)
  const zone = kind === 'zone' ? config.zones.get(code) : undefined
  if (zone) return { label: code, labelBy: 'country', zones: [code, ...zone.ancestors], jurisdictions: [] }
  return kind === 'jurisdiction' && config.jurisdictions.has(code) ? { ...nowhere, jurisdictions: [code] } : nowhere
}

function nearestOf(point: LngLat | null, containment: Containment, config: CompiledConfig) {
  if (!point || containment.label !== null || !config.source.platform.nearestZone) return null
  return nearestZone(point, config)?.zone ?? null
}
