// The same question as resolveOrigin, with every source's own answer beside the winner: what an admin asks when a
// client landed somewhere surprising. It holds no address.

import type { CompiledConfig } from '../config/compiled'
import { cellOf } from '../geo/cell'
import type { LngLat } from '../geo/place'
import { type SpecialRange, specialRange } from '../geo/special-ranges'
import type { OriginAnswer } from './answer'
import { realCountry } from './country-code'
import type { GeoIp } from './geoip'
import { type ZoneDistance, zonesByDistance } from './nearest-zone'
import { overrideAnswer } from './override'
import { edgeAnswer, isAnonymiser, type OriginInput, publicAnswer, resolveOrigin, weaken } from './resolve'
import { statedAnswer } from './stated'
import type { Origin } from './types'

export type SourceAnswer = {
  source: OriginAnswer['source']
  country: string | null
  subdivision: string | null
  cell: LngLat | null
  confidence: OriginAnswer['confidence']
  reasons: readonly string[]
}

export type Location = {
  origin: Origin
  /** In the order they are asked; null where a source has no answer. */
  sources: { stated: SourceAnswer | null; override: SourceAnswer | null; geoip: SourceAnswer | null; edge: SourceAnswer | null }
  /** What each database said by itself, pseudo-codes dropped. */
  databases: { first: string | null; second: string | null }
  /** The special-purpose range that holds the address, if one does. */
  special: SpecialRange | null
  /** Top-level zones by distance, nearest first; empty without a point. */
  zones: ZoneDistance[]
}

export function locate(input: OriginInput, config: CompiledConfig, geoip: GeoIp): Location {
  const { address } = input
  const special = address && specialRange(address)
  const override = address && overrideAnswer(address, config.overrides)
  const geoipAnswer = address && !isAnonymiser(input) ? publicAnswer(address, geoip) : null
  const stated = statedAnswer(input.stated)
  const edge = edgeAnswer(input.edgeCountry)
  const point = (stated ?? override ?? geoipAnswer ?? edge)?.point ?? null
  return {
    origin: resolveOrigin(input, config, geoip),
    sources: {
      stated: show(stated),
      override: show(override && weaken(override, input)),
      geoip: show(geoipAnswer && weaken(geoipAnswer, input)),
      edge: show(edge),
    },
    databases:
      address && !special
        ? { first: realCountry(geoip.country(address)), second: realCountry(geoip.second(address)) }
        : { first: null, second: null },
    special,
    zones: point ? zonesByDistance(point, config) : [],
  }
}

function show(answer: OriginAnswer | null): SourceAnswer | null {
  if (!answer) return null
  const { source, country, subdivision, point, confidence, reasons } = answer
  return { source, country, subdivision, cell: point && cellOf(point).centre, confidence, reasons }
}
