import type { NodeId } from '@/server/core/routing/types'
import type { NonceWindow } from '@/server/platform/signatures/nonces'
import type { Heard } from './evidence'
import type { FleetWriter } from './fleet-writer'
import type { InstanceSecrets } from './instance-secrets'
import type { Pace } from './pace'

/** What the router keeps for its agents. */
export type Agents = {
  pace: Pace
  writer: FleetWriter
  nonces: NonceWindow
  secrets: InstanceSecrets
  /** Addresses live here and nowhere else, so that a new override can be held against them. */
  addresses: Map<NodeId, Heard>
  networkId: string
  /** Simulated agents may take part: the demonstration only. */
  allowSimulated: boolean
}
