import type { FleetNode, NodeGeo } from '@/server/core/routing/types'
import type { NodeLiveRecord, NodeRecord } from './node-record'

/** A node as decisions take it; `elsewhere`: its work beyond what is leased now. */
export function toNode(record: NodeRecord, live: NodeLiveRecord, geo: NodeGeo, leased: number, elsewhere: number): FleetNode {
  return {
    id: record.id,
    operator: record.operator,
    network: record.network,
    environments: record.environments,
    models: record.models,
    gpu: record.gpu,
    vramGb: record.vramGb,
    slots: record.slots,
    inFlight: elsewhere + leased,
    leased,
    endpoint: record.endpoint,
    version: record.version,
    joins: record.joins,
    cooling: record.cooling,
    simulated: record.simulated,
    status: record.status,
    drained: record.drainedAt !== null,
    quarantinedUntil: record.quarantinedUntil,
    firstSeenAt: record.firstSeenAt,
    lastSeenAt: live.lastSeenAt,
    liveUntil: live.liveUntil,
    failureRate: live.failureRate,
    geo,
  }
}

/** A node whose live state has not come yet is not live. */
export const unseen = (record: NodeRecord): NodeLiveRecord => ({
  nodeId: record.id,
  inFlight: 0,
  failureRate: 0,
  lastSeenAt: record.registeredAt,
  liveUntil: 0,
  lastMessageAt: 0,
})
