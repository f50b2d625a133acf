import type { z } from 'zod'
import type { FleetNode } from '@/server/core/routing/types'
import { packNodes } from '@/server/core/what-if/pack'
import type { SeenNode } from '@/server/core/what-if/world'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import { firstInOrder } from '../nodes/first-in-order'
import type { FleetPage, fleetInput } from './schemas'

/** Small enough for a turn of the event loop, large enough that a fleet of 100,000 is fifty of them. */
const pageNodes = 2_000

const byId = (a: FleetNode, b: FleetNode): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/**
 * The fleet as the core needs it to decide, with what each place is judged from; without addresses and endpoints. By id: nodes come and
 * go between two pages, and the replica holds them in the order in which it met them.
 */
export async function readFleet({ ctx, input }: Verb<z.output<typeof fleetInput>>): Promise<FleetPage> {
  requireAccess(ctx.actor, 'admin')
  const { replica, now } = ctx.control
  const { fleet, gate } = replica.snapshot()
  const { cursor } = input
  const rest = [...fleet.nodes.values()].filter(({ id }) => cursor === undefined || id > cursor)
  const page = firstInOrder(rest, pageNodes, byId)
  const seen = page.flatMap(({ geo: _, ...node }): SeenNode[] => {
    const evidence = replica.evidence(node.id)
    return evidence ? [{ ...node, evidence }] : []
  })
  const at = now()
  return {
    at,
    pageNodes: seen.length,
    total: fleet.nodes.size,
    nextCursor: rest.length > page.length ? page.at(-1)!.id : null,
    gate,
    packed: packNodes(seen, at),
  }
}
