// What a node says of its own place, tag and GPS read together. Neither is evidence: both are the claim that the
// evidence is held against. A GPS position whose uncertainty crosses a border (or that lies in no country) names no
// country; the side it is on still serves as a hint for preference.

import type { CompiledConfig } from '../config/compiled'
import { contain } from '../config/contain'
import type { GeoToken, LngLat, ZoneCode } from '../geo/place'
import { normalisePlace } from '../geo/subdivision-aliases'
import type { ReasonCode } from '../reasons'
import { fits } from './fits'
import type { Evidence } from './types'

export type Claim = {
  /** The claimed area as a token: the tag, else the GPS position's country; null where nothing is claimed. */
  area: GeoToken | null
  country: string | null
  subdivision: string | null
  /** Only ever from a `zone:` tag. */
  zone: ZoneCode | null
  point: LngLat | null
  borderline: boolean
  /** The country on whose side of the border a borderline position lies. */
  nearer: string | null
  /** Tag and GPS cannot both be true. */
  conflict: boolean
  reasons: readonly ReasonCode[]
}

export function readClaim(stated: Evidence['claim'], config: CompiledConfig): Claim {
  const tag = readTag(stated.tag, config)
  const { gps } = stated
  const base = { ...tag, point: gps?.point ?? null, borderline: false, nearer: null, conflict: false }
  if (gps === null) return base
  if (gps.nearBorder || gps.country === null)
    return { ...base, borderline: true, nearer: gps.country, reasons: [...tag.reasons, 'trust_near_border'] }
  if (tag.area === null) return { ...base, area: `country:${gps.country}`, country: gps.country }
  const inside =
    tag.zone !== null && contain(config, { country: gps.country, subdivision: null, point: gps.point }, 'medium').zones.includes(tag.zone)
  if (!inside && fits(tag, { country: gps.country, subdivision: null }, config) === 'outside') {
    return { ...base, conflict: true, reasons: [...tag.reasons, 'trust_tag_gps_disagree'] }
  }
  return { ...base, country: gps.country }
}

type Tag = Pick<Claim, 'area' | 'country' | 'subdivision' | 'zone' | 'reasons'>

function readTag(tag: GeoToken | null, config: CompiledConfig): Tag {
  const none: Tag = { area: null, country: null, subdivision: null, zone: null, reasons: [] }
  if (tag === null) return none
  const [kind, code] = tag.split(':', 2)
  if (kind === 'country' && code) return { ...none, area: tag, country: code }
  if (kind === 'subdivision' && code) {
    const { country, subdivision } = normalisePlace({ country: code.slice(0, 2), subdivision: code, point: null })
    return { ...none, area: subdivision === null ? `country:${country}` : tag, country, subdivision }
  }
  const zone = kind === 'zone' && code ? (config.zones.get(code) ?? config.zones.get(config.successors.get(code) ?? '')) : undefined
  return zone ? { ...none, area: `zone:${zone.code}`, zone: zone.code } : { ...none, reasons: ['trust_tag_unknown'] }
}
