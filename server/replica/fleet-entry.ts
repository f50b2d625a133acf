import type { Indexed } from './fleet-indexer'
import type { NodeLiveRecord, NodeRecord } from './node-record'

/** All that a process knows of a node that has a record. */
export type Entry = Indexed & {
  record: NodeRecord
  live: NodeLiveRecord
  /** Its place is judged the same until then, while its record and the configuration are. */
  holdsUntil: number
  /**
   * Work that the node last reported beyond what was leased to it then. It stands beside the leases of now: a report is up to a
   * heartbeat old, and a node that was full of jobs which have ended since is not full.
   */
  elsewhere: number
  /** Leases of this process, and of the other routers that are alive. */
  own: number
  others: number
  /** The node's clock on the newest message that another process accepted, or this one before its restart. */
  floor: number
}
