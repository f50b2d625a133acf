// The fleet node by node: all of it once, then what changed, at most once a second. Without an actor's own view of it
// in between, a node that leaves its reach is removed like one that is gone.

import type { z } from 'zod'
import type { FleetNode, NodeGeo } from '@/server/core/routing/types'
import { requireAccess } from '../../access'
import type { Ctx } from '../../context'
import { fleetTime } from '../../fleet-time'
import { reachOf } from '../../reach'
import type { Following } from '../../verb'
import { waiting } from '../waiting'
import type { lensInput } from '../wire'
import { fleetEvents } from './fleet-events'
import { conditionOf, freeSlots, toFleetPoint } from './row'
import type { FleetEvent, FleetPoint, NodeCondition } from './schemas'
import { shownThrough } from './shown-through'

const everyMs = 1000

/** What was last said of a node, and in which round it was last there. */
type Said = { round: number; geo: NodeGeo; condition: NodeCondition; free: number; slots: number }
type Changes = { upsert: FleetNode[]; remove: string[] }

export async function* followFleet({ ctx, input, signal }: Following<z.output<typeof lensInput>>): AsyncGenerator<FleetEvent> {
  requireAccess(ctx.actor, 'read')
  const { control } = ctx
  const said = new Map<string, Said>()
  for (let round = 0; !signal?.aborted; round++) {
    const { upsert, remove } = changesSince(ctx, input.subcloud, said, round)
    if (round === 0 || upsert.length > 0 || remove.length > 0) yield* fleetEvents(control.now(), upsert, toPoint(ctx), remove, round === 0)
    await waiting(everyMs, signal)
  }
}

function toPoint({ actor, control }: Ctx): (node: FleetNode) => FleetPoint {
  requireAccess(actor, 'read')
  const reach = reachOf(actor, control.replica.snapshot().config)
  const now = fleetTime(control)
  return (node) => toFleetPoint(node, reach, now)
}

/** Looks at every node, so nothing is made of one that is as it was. */
function changesSince(ctx: Ctx, slug: string | undefined, said: Map<string, Said>, round: number): Changes {
  requireAccess(ctx.actor, 'read')
  const { control } = ctx
  const snapshot = control.replica.snapshot()
  const reach = reachOf(ctx.actor, snapshot.config)
  const now = fleetTime(control)
  const isShown = shownThrough(slug, reach, snapshot, now)
  const changes: Changes = { upsert: [], remove: [] }
  let present = 0
  for (const node of snapshot.fleet.nodes.values()) {
    if (!isShown(node)) continue
    present++
    const old = said.get(node.id)
    const condition = conditionOf(node, now)
    const free = freeSlots(node)
    const isAsBefore = old && old.condition === condition && old.free === free && old.slots === node.slots && isSamePlace(old.geo, node.geo)
    if (isAsBefore) old.round = round
    else {
      said.set(node.id, { round, geo: node.geo, condition, free, slots: node.slots })
      changes.upsert.push(node)
    }
  }
  if (said.size > present) {
    for (const [id, last] of said) if (last.round !== round && said.delete(id)) changes.remove.push(id)
  }
  return changes
}

/** A place that was judged anew is another object, and mostly the same place. */
function isSamePlace(a: NodeGeo, b: NodeGeo): boolean {
  if (a === b) return true
  const [{ place: from }, { place: to }] = [a.verdict, b.verdict]
  return (
    a.containment.label === b.containment.label &&
    a.verdict.level === b.verdict.level &&
    from.country === to.country &&
    from.point?.[0] === to.point?.[0] &&
    from.point?.[1] === to.point?.[1]
  )
}
