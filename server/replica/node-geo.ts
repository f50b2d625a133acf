import type { CompiledConfig } from '@/server/core/config/compiled'
import type { LngLat } from '@/server/core/geo/place'
import type { NodeGeo } from '@/server/core/routing/types'
import type { Fix } from '@/server/core/trust/fix'
import { judge } from '@/server/core/trust/judge'
import type { Evidence, FixSide } from '@/server/core/trust/types'
import type { NodeRecord } from './node-record'

/** The country at a GPS position, and whether its uncertainty crosses a border. */
export type GpsCountry = (point: LngLat, accuracyM: number) => FixSide

/** What the configuration makes of a node's evidence. `observedAt`: when its present address was last on a message. */
export function judgeRecord(record: NodeRecord, observedAt: number, config: CompiledConfig, gpsCountry: GpsCountry, now: number): NodeGeo {
  return judge(evidenceOf(record, observedAt, gpsCountry), config, now)
}

/** All that a node's place is judged from. */
export function evidenceOf(record: NodeRecord, observedAt: number, gpsCountry: GpsCountry): Evidence {
  const { gps, moving } = record
  const sided = <T extends Fix>(fix: T | null) => fix && { ...fix, ...gpsCountry(fix.point, fix.accuracyM) }
  return {
    claim: { tag: record.regionTag, gps: sided(gps), moving: sided(moving) },
    address: { ...record.addressFacts, observedAt },
    lastConsistentAt: record.lastConsistentAt,
    lastVerifiedAt: record.lastVerifiedAt,
  }
}
