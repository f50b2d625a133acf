// The fleet for the map: all of it once, then what changed, at most once a second. Without an actor's own view of it
// in between, a node that leaves its reach is removed like one that is gone.

import { requireAccess } from '../../access'
import type { Ctx } from '../../context'
import { reachOf } from '../../reach'
import type { Following } from '../../verb'
import { waiting } from '../waiting'
import { toFleetPoint } from './row'
import type { FleetEvent, FleetPoint } from './schemas'
import { isVisible } from './visible'

const everyMs = 1000

export async function* followFleet({ ctx, signal }: Following): AsyncGenerator<FleetEvent> {
  requireAccess(ctx.actor, 'read')
  let sent = fleetPoints(ctx)
  yield { type: 'full', at: ctx.control.now(), nodes: [...sent.values()].map(({ point }) => point) }
  while (!signal?.aborted) {
    await waiting(everyMs, signal)
    const next = fleetPoints(ctx)
    const upsert: FleetPoint[] = []
    for (const [id, { point, print }] of next) if (sent.get(id)?.print !== print) upsert.push(point)
    const remove = [...sent.keys()].filter((id) => !next.has(id))
    sent = next
    if (upsert.length > 0 || remove.length > 0) yield { type: 'delta', at: ctx.control.now(), upsert, remove }
  }
}

/** `print`: what is compared to tell a change. */
function fleetPoints(ctx: Ctx): Map<string, { point: FleetPoint; print: string }> {
  requireAccess(ctx.actor, 'read')
  const { control } = ctx
  const snapshot = control.replica.snapshot()
  const reach = reachOf(ctx.actor, snapshot.config)
  const now = control.now()
  const points = new Map<string, { point: FleetPoint; print: string }>()
  for (const node of snapshot.fleet.nodes.values()) {
    if (node.status === 'left' || !isVisible(node, reach, snapshot)) continue
    const point = toFleetPoint(node, reach, now)
    points.set(node.id, { point, print: `${point.at}|${point.zone}|${point.condition}|${point.trust}|${point.free}/${point.slots}` })
  }
  return points
}
