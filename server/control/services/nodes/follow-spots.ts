// The fleet as the map draws it: all of it once, then what is drawn anew, at most once a second.

import type { z } from 'zod'
import { isWithin, Spots } from '@/server/core/geo/spots'
import type { FleetNode } from '@/server/core/routing/types'
import { aTurn } from '@/server/platform/in-slices'
import { requireAccess } from '../../access'
import type { Ctx } from '../../context'
import { fleetTime } from '../../fleet-time'
import { reachOf } from '../../reach'
import type { Following } from '../../verb'
import { cached, reachKey } from '../stats/cached'
import { waiting } from '../waiting'
import { fleetEvents } from './fleet-events'
import { conditionOf, drawnAt, pointOf } from './row'
import { cellsADegree, type FleetEvent, type FleetSpot, type followSpotsInput } from './schemas'
import { shownThrough } from './shown-through'

const everyMs = 1000
type Input = z.output<typeof followSpotsInput>

const pictures = cached<FleetSpot[]>(everyMs * 0.9)

export async function* followSpots({ ctx, input, signal }: Following<Input>): AsyncGenerator<FleetEvent> {
  requireAccess(ctx.actor, 'read')
  const { now, replica } = ctx.control
  let said: ReadonlyMap<string, FleetSpot> | null = null
  while (!signal?.aborted) {
    const reach = reachOf(ctx.actor, replica.snapshot().config)
    const key = JSON.stringify([reachKey(reach), input.subcloud, input.grain, input.within])
    const spots = await pictures(ctx.control, key, now(), () => inTurn(() => spotsNow(ctx, input)))
    const picture: ReadonlyMap<string, FleetSpot> = new Map(spots.map((spot) => [spot.id, spot]))
    const before = said ?? new Map<string, FleetSpot>()
    const upsert = spots.filter((spot) => !isDrawnAlike(before.get(spot.id), spot))
    const remove = [...before.keys()].filter((id) => !picture.has(id))
    if (said === null || upsert.length > 0 || remove.length > 0) yield* fleetEvents(now(), upsert, (spot) => spot, remove, said === null)
    said = picture
    await waiting(everyMs, signal)
  }
}

let turns: Promise<void> = Promise.resolve()

/** A picture at a time, and as long a rest behind it: from however many places the fleet is looked at, others have half of the time. */
function inTurn<T>(make: () => T): Promise<T> {
  const made = turns.then(() => {
    const startedAt = performance.now()
    const picture = make()
    return { picture, tookMs: performance.now() - startedAt }
  })
  turns = made.then(
    async ({ tookMs }) => {
      await waiting(tookMs, undefined)
      await aTurn()
    },
    () => {},
  )
  return made.then(({ picture }) => picture)
}

/** Looks at every node each second, so nothing is made of one. Without a position it is in sight wherever one looks. */
function spotsNow({ actor, control }: Ctx, { subcloud: slug, within, grain }: Input): FleetSpot[] {
  requireAccess(actor, 'read')
  const snapshot = control.replica.snapshot()
  const reach = reachOf(actor, snapshot.config)
  const now = fleetTime(control)
  const isShown = shownThrough(slug, reach, snapshot, now)
  const spots = new Spots<FleetNode>(cellsADegree[grain])
  for (const node of snapshot.fleet.nodes.values()) {
    if (!isShown(node)) continue
    const at = pointOf(node, reach)
    if (at !== null && within && !isWithin(at, within)) continue
    spots.add(node, at, node.geo.verdict.place.country, conditionOf(node, now) === 'live')
  }
  return spots.drawn((node) => {
    const { place, level } = node.geo.verdict
    const { id, simulated } = node
    return { id, at: drawnAt(pointOf(node, reach)), country: place.country, condition: conditionOf(node, now), trust: level, simulated }
  })
}

/** Whether the map shows the one as it showed the other. */
export function isDrawnAlike(old: FleetSpot | undefined, spot: FleetSpot): boolean {
  if (old === undefined || old.nodes !== spot.nodes || old.live !== spot.live || old.country !== spot.country) return false
  if (old.at?.[0] !== spot.at?.[0] || old.at?.[1] !== spot.at?.[1]) return false
  return spot.nodes > 1 || (old.condition === spot.condition && old.trust === spot.trust && old.simulated === spot.simulated)
}
