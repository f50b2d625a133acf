import { isDeepStrictEqual } from 'node:util'
import type { FleetNode } from '@/server/core/routing/types'
import { agreesNow } from '@/server/core/trust/judge'
import type { NodeLiveRecord, NodeRecord } from '@/server/replica/node-record'
import type { RouterContext } from '../context'

/** An agreement is written down again at most this often; until then its age in Postgres is off by no more. */
const AGREED_AGAIN_AFTER_MS = 3_600_000

/** Takes a node in as it is now, and leaves to the writer what Postgres does not know yet. */
export function acceptNode(ctx: RouterContext, before: NodeRecord, after: NodeRecord, live: NodeLiveRecord): FleetNode {
  const isSame = isSameRecord(before, after)
  const known = isSame ? ctx.replica.node(after.id) : null
  if (known) ctx.replica.acceptLive(live)
  const node = known?.node ?? ctx.replica.accept(after, live, false)
  const hasAgreedAnew = agreesNow(node.geo.verdict) && ctx.now() - (after.lastConsistentAt ?? 0) > AGREED_AGAIN_AFTER_MS
  if (hasAgreedAnew) {
    const agreed = { ...after, lastConsistentAt: ctx.now() }
    ctx.agents.writer.put(agreed)
    return ctx.replica.accept(agreed, live, false)
  }
  if (isSame) ctx.agents.writer.touch(after.id)
  else ctx.agents.writer.put(after)
  return node
}

/** A heartbeat mostly repeats what is known, by the very same values: only what was made anew is looked into. */
function isSameRecord(before: NodeRecord, after: NodeRecord): boolean {
  if (before === after) return true
  for (const key of Object.keys(after) as (keyof NodeRecord)[])
    if (before[key] !== after[key] && !isDeepStrictEqual(before[key], after[key])) return false
  return true
}
