import { cellOf } from '@/server/core/geo/cell'
import type { LngLat } from '@/server/core/geo/place'
import type { FleetNode } from '@/server/core/routing/types'
import type { Reach } from '../../reach'
import type { FleetPoint, NodeCondition, NodeRow } from './schemas'

export function conditionOf(node: FleetNode, now: number): NodeCondition {
  if (node.status === 'left') return 'left'
  if (node.quarantinedUntil !== null && node.quarantinedUntil > now) return 'quarantined'
  if (node.drained) return 'drained'
  if (now > node.liveUntil) return 'offline'
  return node.status === 'draining' ? 'draining' : 'live'
}

export function busySlots(node: FleetNode): number {
  return Math.max(node.inFlight, node.leased)
}

export function freeSlots(node: FleetNode): number {
  return Math.max(0, node.slots - busySlots(node))
}

/** The exact position is for admins; everyone else gets the middle of its cell. */
export function pointOf(node: FleetNode, reach: Reach) {
  const { point } = node.geo.verdict.place
  return point === null || reach.detail === 'admin' ? point : cellOf(point).centre
}

export function toNodeRow(node: FleetNode, reach: Reach, now: number): NodeRow {
  const { verdict, containment } = node.geo
  return {
    id: node.id,
    operator: node.operator,
    network: node.network,
    environments: [...node.environments],
    models: [...node.models],
    gpu: node.gpu,
    vramGb: node.vramGb,
    slots: node.slots,
    busy: busySlots(node),
    free: freeSlots(node),
    live: now <= node.liveUntil && node.status !== 'left',
    condition: conditionOf(node, now),
    zone: containment.label,
    country: verdict.place.country,
    subdivision: verdict.place.subdivision,
    point: pointOf(node, reach),
    trust: verdict.level,
    version: node.version,
    simulated: node.simulated,
    failureRate: node.failureRate,
    firstSeenAt: node.firstSeenAt,
    lastSeenAt: node.lastSeenAt,
  }
}

/** To ten metres: no map here shows more, and further digits are a third of what is sent. */
export function drawnAt(point: LngLat | null): LngLat | null {
  return point === null ? null : [round(point[0]), round(point[1])]
}

const round = (degrees: number) => Math.round(degrees * 1e4) / 1e4

export function toFleetPoint(node: FleetNode, reach: Reach, now: number): FleetPoint {
  const { verdict, containment } = node.geo
  return {
    id: node.id,
    at: drawnAt(pointOf(node, reach)),
    zone: containment.label,
    country: verdict.place.country,
    condition: conditionOf(node, now),
    trust: verdict.level,
    free: freeSlots(node),
    slots: node.slots,
    operator: node.operator,
    simulated: node.simulated,
  }
}
