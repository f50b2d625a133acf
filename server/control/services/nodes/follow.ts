// The fleet for the map: all of it once, then what changed, at most once a second. Without an actor's own view of it
// in between, a node that leaves its reach is removed like one that is gone.

import type { z } from 'zod'
import { requireAccess } from '../../access'
import type { Ctx } from '../../context'
import { reachedSubcloud, reachOf } from '../../reach'
import type { Following } from '../../verb'
import { obstacles } from '../subclouds/eligible-nodes'
import { waiting } from '../waiting'
import type { lensInput } from '../wire'
import { toFleetPoint } from './row'
import type { FleetEvent, FleetPoint } from './schemas'
import { isVisible } from './visible'

const everyMs = 1000

export async function* followFleet({ ctx, input, signal }: Following<z.output<typeof lensInput>>): AsyncGenerator<FleetEvent> {
  requireAccess(ctx.actor, 'read')
  let sent = fleetPoints(ctx, input.subcloud)
  yield { type: 'full', at: ctx.control.now(), nodes: [...sent.values()].map(({ point }) => point) }
  while (!signal?.aborted) {
    await waiting(everyMs, signal)
    const next = fleetPoints(ctx, input.subcloud)
    const upsert: FleetPoint[] = []
    for (const [id, { point, print }] of next) if (sent.get(id)?.print !== print) upsert.push(point)
    const remove = [...sent.keys()].filter((id) => !next.has(id))
    sent = next
    if (upsert.length > 0 || remove.length > 0) yield { type: 'delta', at: ctx.control.now(), upsert, remove }
  }
}

/** Through a Subcloud only the nodes that could take one of its jobs. `print`: what is compared to tell a change. */
function fleetPoints(ctx: Ctx, slug: string | undefined): Map<string, { point: FleetPoint; print: string }> {
  requireAccess(ctx.actor, 'read')
  const { control } = ctx
  const snapshot = control.replica.snapshot()
  const reach = reachOf(ctx.actor, snapshot.config)
  const now = control.now()
  const obstacle = slug === undefined ? null : obstacles(reachedSubcloud(reach, slug, snapshot.config), snapshot.config, now)
  const points = new Map<string, { point: FleetPoint; print: string }>()
  for (const node of snapshot.fleet.nodes.values()) {
    if (node.status === 'left' || !isVisible(node, reach, snapshot) || obstacle?.(node)) continue
    const point = toFleetPoint(node, reach, now)
    points.set(node.id, { point, print: `${point.at}|${point.zone}|${point.condition}|${point.trust}|${point.free}/${point.slots}` })
  }
  return points
}
