// A node as Postgres keeps it: what it claims and what is known of its address (`nodes`), and its live state (`node_live`).
// Times are epoch ms. No address: its prefix and a keyed hash.

import { z } from 'zod'
import type { GeoToken } from '@/server/core/geo/place'
import type { FleetNode, NodeId } from '@/server/core/routing/types'
import type { Fix, Moving } from '@/server/core/trust/fix'
import type { Evidence } from '@/server/core/trust/types'

/** A node as a process knows it. */
export type KnownNode = { record: NodeRecord; live: NodeLiveRecord; node: FleetNode }

export type AddressFacts = Pick<Evidence['address'], 'databases' | 'override' | 'class'>

export type NodeRecord = Pick<
  FleetNode,
  | 'id'
  | 'operator'
  | 'network'
  | 'environments'
  | 'models'
  | 'gpu'
  | 'vramGb'
  | 'slots'
  | 'endpoint'
  | 'version'
  | 'joins'
  | 'cooling'
  | 'simulated'
  | 'status'
  | 'firstSeenAt'
> & {
  regionTag: GeoToken | null
  /** The settled fix. */
  gps: Fix | null
  moving: Moving | null
  addressPrefix: string
  /** Hex. */
  addressHash: string
  addressFacts: AddressFacts
  lastConsistentAt: number | null
  lastVerifiedAt: number | null
  sessionId: string
  registeredAt: number
  drainedAt: number | null
  quarantinedUntil: number | null
}

export type NodeLiveRecord = {
  nodeId: NodeId
  inFlight: number
  failureRate: number
  lastSeenAt: number
  liveUntil: number
  /** The node's own clock on its newest accepted message. */
  lastMessageAt: number
}

const place = z.object({ country: z.string().nullable(), subdivision: z.string().nullable() })

/** The `address_evidence` column; what does not parse is no evidence at all. */
export const addressFactsSchema = z.object({
  databases: z.array(z.object({ source: z.string(), country: z.string().nullable() })),
  override: place.nullable(),
  class: z.enum(['hosting', 'vpn', 'mobile', 'anycast']).nullable(),
})

/** The `moving` column; what does not parse is no move. */
export const movingSchema = z
  .object({ point: z.tuple([z.number(), z.number()]), accuracyM: z.number(), fixes: z.number(), countedAt: z.number() })
  .nullable()
  .catch(null)

export const noAddressFacts: AddressFacts = { databases: [], override: null, class: null }
