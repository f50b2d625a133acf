import { isDeepStrictEqual } from 'node:util'
import type { FleetNode } from '@/server/core/routing/types'
import { agreesNow } from '@/server/core/trust/judge'
import type { KnownNode, NodeLiveRecord, NodeRecord } from '@/server/replica/node-record'
import type { RouterContext } from '../context'

/** An agreement is written down again at most this often; until then its age in Postgres is off by no more. */
const AGREED_AGAIN_AFTER_MS = 3_600_000

/** Takes a node in as it is now, and leaves to the writer what Postgres does not know yet. */
export function acceptNode(ctx: RouterContext, known: KnownNode, after: NodeRecord, said: Omit<NodeLiveRecord, 'failureRate'>): FleetNode {
  const { replica, agents } = ctx
  const isSame = isSameRecord(known.record, after)
  const accept = (record: NodeRecord) => replica.accept(record, { ...known.live, ...said }, false)
  if (isSame) replica.acceptLive(said)
  const node = isSame ? known.node : accept(after)
  const hasAgreedAnew = said.lastSeenAt - (after.lastConsistentAt ?? 0) > AGREED_AGAIN_AFTER_MS && agreesNow(node.geo.verdict)
  if (hasAgreedAnew) {
    const agreed = { ...after, lastConsistentAt: said.lastSeenAt }
    agents.writer.put(agreed)
    return accept(agreed)
  }
  if (isSame) agents.writer.touch(after.id)
  else agents.writer.put(after)
  return node
}

/** A heartbeat mostly repeats what is known, by the very same values: only what was made anew is looked into. */
function isSameRecord(before: NodeRecord, after: NodeRecord): boolean {
  if (before === after) return true
  for (const key of Object.keys(after) as (keyof NodeRecord)[])
    if (before[key] !== after[key] && !isDeepStrictEqual(before[key], after[key])) return false
  return true
}
