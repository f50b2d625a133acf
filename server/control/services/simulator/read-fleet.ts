import type { z } from 'zod'
import { packNodes } from '@/server/core/what-if/pack'
import type { SeenNode } from '@/server/core/what-if/world'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import type { FleetPage, fleetInput } from './schemas'

/** Small enough for a turn of the event loop, large enough that a fleet of 100,000 is fifty of them. */
const pageNodes = 2_000

/** The fleet as the core needs it to decide, with what each place is judged from; without addresses and endpoints. */
export async function readFleet({ ctx, input }: Verb<z.output<typeof fleetInput>>): Promise<FleetPage> {
  requireAccess(ctx.actor, 'admin')
  const { replica, now } = ctx.control
  const { fleet, gate } = replica.snapshot()
  const { cursor } = input
  const page: SeenNode[] = []
  let isMore = false
  for (const node of fleet.nodes.values()) {
    if (cursor !== undefined && node.id <= cursor) continue
    if (page.length === pageNodes) {
      isMore = true
      break
    }
    const evidence = replica.evidence(node.id)
    const { geo: _, ...rest } = node
    if (evidence) page.push({ ...rest, evidence })
  }
  const at = now()
  return {
    at,
    pageNodes: page.length,
    total: fleet.nodes.size,
    nextCursor: isMore ? (page.at(-1)?.id ?? null) : null,
    gate,
    packed: packNodes(page, at),
  }
}
