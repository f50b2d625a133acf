// Writes down who joined and left which Subcloud, and why. Routing does not wait for it: membership follows from policy and
// node alone, at every router. What it adds for routing is the cooldown of who withdrew or was removed.

import type { Pool } from 'pg'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Subcloud } from '@/server/core/config/schema'
import { type Departure, departureOf } from '@/server/core/routing/departure'
import { type Admission, hasDoor, type Standing, standingOf } from '@/server/core/routing/standing'
import type { FleetNode, NodeId } from '@/server/core/routing/types'
import { eachInSlices } from '@/server/platform/in-slices'
import type { Replica } from '@/server/replica/types'
import type { CurrentReplica } from './gate-tick'
import { type MembershipChange, readMemberships, writeMembership } from './write-membership'

/** After a longer pause another process may have been at it: what is remembered is read anew. */
const rememberedMs = 10_000

type Members = Map<string, Map<NodeId, Admission>>
type Remembered = { config: CompiledConfig; at: number; members: Members }

/** What a turn needs of the process's replica. */
export type ToldReplica = CurrentReplica & Pick<Replica, 'onNode'>

/** `turn` does what is due since the turn before, and says what it wrote. It looks at the nodes that it was told of since; at all where it cannot know. */
export function membershipRecorder(pool: Pool, replica: ToldReplica): (now: number) => Promise<readonly MembershipChange[]> {
  let last: Remembered | null = null
  let told = new Set<NodeId>()
  replica.onNode((id) => told.add(id))
  return async (now) => {
    if (!replica.status().ready) return []
    const { config, fleet } = replica.snapshot()
    const isKnown = last !== null && last.config === config && now - last.at <= rememberedMs && now >= last.at
    const memory = last !== null && isKnown ? last : { config, at: now, members: await readMemberships(pool) }
    // Until it is written nothing counts as seen: after a failure all is looked at again.
    last = null
    const concerned = isKnown ? told : everybody(memory.members, fleet.nodes)
    told = new Set()
    const changes = await changesAmong(concerned, memory, fleet.nodes)
    await writeMembership(pool, changes, config, now)
    for (const { subcloud, nodeId, joined } of changes) {
      const members = memory.members.get(subcloud) ?? new Map<NodeId, Admission>()
      if (joined === null) members.delete(nodeId)
      else members.set(nodeId, joined)
      memory.members.set(subcloud, members)
    }
    last = { ...memory, at: now }
    return changes
  }
}

/** Who is there, and who is a member still. */
function everybody(members: Members, nodes: ReadonlyMap<NodeId, FleetNode>): Set<NodeId> {
  const ids = new Set(nodes.keys())
  for (const own of members.values()) for (const id of own.keys()) ids.add(id)
  return ids
}

async function changesAmong(
  ids: Iterable<NodeId>,
  { config, members }: Remembered,
  nodes: ReadonlyMap<NodeId, FleetNode>,
): Promise<MembershipChange[]> {
  const doors = [...config.subclouds.values()].filter(({ policy }) => hasDoor(policy))
  const changes: MembershipChange[] = []
  const leave = (subcloud: string, nodeId: NodeId, { reason, cools }: Departure) =>
    changes.push({ subcloud, nodeId, joined: null, left: reason, cools })
  await eachInSlices(ids, (id) => {
    const node = nodes.get(id)
    for (const subcloud of doors) {
      const was = members.get(subcloud.slug)?.get(id)
      const now = node ? standing(node, subcloud, config) : 'gone'
      if (now === 'gone' || now === 'left_network') {
        if (was) leave(subcloud.slug, id, { reason: now, cools: false })
      } else if (now.member) {
        if (was !== now.reason) changes.push({ subcloud: subcloud.slug, nodeId: id, joined: now.reason, left: null, cools: false })
      } else if (was) leave(subcloud.slug, id, departureOf(was, now.reason))
    }
  })
  const open = new Set(doors.map(({ slug }) => slug))
  for (const [slug, own] of members) if (!open.has(slug)) for (const id of own.keys()) leave(slug, id, { reason: 'no_door', cools: false })
  return changes
}

function standing(node: FleetNode, subcloud: Subcloud, config: CompiledConfig): Standing | 'left_network' {
  return node.status === 'left' ? 'left_network' : standingOf(node, subcloud, config)
}
