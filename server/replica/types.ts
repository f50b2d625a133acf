// What a process knows without asking Postgres. Read-only for everyone but the replica itself, except that the
// router applies what it has just accepted (a registration, a heartbeat, a lease) at once.

import type { CompiledConfig } from '@/server/core/config/compiled'
import type { LngLat } from '@/server/core/geo/place'
import type { FleetNode, NodeId, Snapshot } from '@/server/core/routing/types'
import type { Evidence } from '@/server/core/trust/types'
import type { ApiKeyRecord } from '@/server/platform/auth/api-keys'

export type Change = 'config' | 'fleet' | 'gate' | 'keys'

export type ReplicaStatus = {
  /** True once a configuration is loaded, from Postgres or from disk. */
  ready: boolean
  revision: number | null
  /** Whether the last refresh reached Postgres. */
  connected: boolean
  /** Epoch ms of the last successful refresh. */
  refreshedAt: number | null
  source: 'postgres' | 'disk' | 'none'
  /** What an admin should know, e.g. that a published revision could not be used; null where all is well. */
  problem: string | null
}

export type Replica = {
  /** Loads from Postgres, or else from the last-known-good file; then follows changes. Rejects only when neither has a configuration. */
  start(): Promise<void>
  stop(): Promise<void>
  /** The current snapshot; the same object until something changes its configuration or gate, its fleet is live. */
  snapshot(): Snapshot
  /** The fleet of one moment, copied, as it is under each of these configurations. */
  stillUnder(configs: readonly CompiledConfig[]): Promise<FleetNode[][]>
  status(): ReplicaStatus
  /** The key with this SHA-256 (hex), unless expired or revoked. */
  key(secretHash: string): ApiKeyRecord | null
  /** Postgres has been away for so long that no key is honoured any more. */
  areKeysTooOld(): boolean
  /** Re-reads everything that changed, now; what a publish calls so that it is in force at once where it was answered. */
  refresh(): Promise<void>
  /** Re-reads the keys, the gate and the fleet alone, and so waits for no configuration that is being compiled. */
  refreshLive(): Promise<void>
  /** Called after any change was taken in. Returns the unsubscribe function. */
  onChange(listener: (what: ReadonlySet<Change>) => void): () => void
  /** Called with a node that is new or gone, or of which anything but load and liveness may have changed: under the configuration in force. */
  onNode(listener: (id: NodeId) => void): void
  /** What the node's place is judged from, so that another configuration can be tried on it; null for a node that is not here. */
  evidence(id: NodeId): Evidence | null
  /** The side of the border that a point is on; null at sea. A hint. */
  countryAt(point: LngLat): string | null
}
