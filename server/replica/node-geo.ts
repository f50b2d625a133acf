import type { CompiledConfig } from '@/server/core/config/compiled'
import type { LngLat } from '@/server/core/geo/place'
import type { NodeGeo } from '@/server/core/routing/types'
import { judge } from '@/server/core/trust/judge'
import type { Evidence } from '@/server/core/trust/types'
import type { NodeRecord } from './node-record'

/** The country at a GPS position, and whether its uncertainty crosses a border. */
export type GpsCountry = (point: LngLat, accuracyM: number) => { country: string | null; nearBorder: boolean }

/** What the configuration makes of a node's evidence. `observedAt`: when its present address was last on a message. */
export function judgeRecord(record: NodeRecord, observedAt: number, config: CompiledConfig, gpsCountry: GpsCountry, now: number): NodeGeo {
  return judge(evidenceOf(record, observedAt, gpsCountry), config, now)
}

/** All that a node's place is judged from. */
export function evidenceOf(record: NodeRecord, observedAt: number, gpsCountry: GpsCountry): Evidence {
  const { gps } = record
  return {
    claim: { tag: record.regionTag, gps: gps && { ...gps, ...gpsCountry(gps.point, gps.accuracyM) } },
    address: { ...record.addressFacts, observedAt },
    lastConsistentAt: record.lastConsistentAt,
    lastVerifiedAt: record.lastVerifiedAt,
  }
}
