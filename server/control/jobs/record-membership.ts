// Writes down who joined and left which Subcloud, and why. Routing does not wait for it: membership follows from policy and
// node alone, at every router. What it adds for routing is the cooldown of who withdrew or was removed.

import type { Pool } from 'pg'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Subcloud } from '@/server/core/config/schema'
import { type Departure, departureOf } from '@/server/core/routing/departure'
import { type Admission, hasDoor, type Standing, standingOf } from '@/server/core/routing/standing'
import type { FleetNode, NodeGeo, NodeId } from '@/server/core/routing/types'
import { isSameList } from '@/server/core/routing/verdict'
import { eachInSlices } from '@/server/platform/in-slices'
import type { CurrentReplica } from './gate-tick'
import { type MembershipChange, readMemberships, writeMembership } from './write-membership'

/** After a longer pause another process may have been at it: what is remembered is read anew. */
const rememberedMs = 10_000

type Members = Map<string, Map<NodeId, Admission>>
type Remembered = { config: CompiledConfig; at: number; members: Members; seen: Map<NodeId, Seen> }

/** `turn` does what is due since the turn before, and says what it wrote. */
export function membershipRecorder(pool: Pool, replica: CurrentReplica): (now: number) => Promise<readonly MembershipChange[]> {
  let last: Remembered | null = null
  return async (now) => {
    if (!replica.status().ready) return []
    const { config, fleet } = replica.snapshot()
    if (last === null || last.config !== config || now - last.at > rememberedMs || now < last.at)
      last = { config, at: now, members: await readMemberships(pool), seen: new Map() }
    const memory = last
    // Until it is written nothing counts as seen: after a failure all is looked at again.
    last = null
    const changes = await changesSince(memory, fleet.nodes)
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

async function changesSince({ config, members, seen }: Remembered, nodes: ReadonlyMap<NodeId, FleetNode>): Promise<MembershipChange[]> {
  const doors = [...config.subclouds.values()].filter(({ policy }) => hasDoor(policy))
  const changes: MembershipChange[] = []
  const leave = (subcloud: string, nodeId: NodeId, { reason, cools }: Departure) =>
    changes.push({ subcloud, nodeId, joined: null, left: reason, cools })
  await eachInSlices([...nodes.values()], (node) => {
    if (isAsSeen(seen.get(node.id), node)) return
    seen.set(node.id, seenOf(node))
    for (const subcloud of doors) {
      const was = members.get(subcloud.slug)?.get(node.id)
      const now = standing(node, subcloud, config)
      if (now === 'left_network') {
        if (was) leave(subcloud.slug, node.id, { reason: now, cools: false })
      } else if (now.member) {
        if (was !== now.reason) changes.push({ subcloud: subcloud.slug, nodeId: node.id, joined: now.reason, left: null, cools: false })
      } else if (was) leave(subcloud.slug, node.id, departureOf(was, now.reason))
    }
  })
  const open = new Set(doors.map(({ slug }) => slug))
  for (const [slug, ids] of members) {
    for (const id of ids.keys()) {
      if (!open.has(slug)) leave(slug, id, { reason: 'no_door', cools: false })
      else if (!nodes.has(id)) leave(slug, id, { reason: 'gone', cools: false })
    }
  }
  for (const id of seen.keys()) if (!nodes.has(id)) seen.delete(id)
  return changes
}

function standing(node: FleetNode, subcloud: Subcloud, config: CompiledConfig): Standing | 'left_network' {
  return node.status === 'left' ? 'left_network' : standingOf(node, subcloud, config)
}

/** Everything of a node that a door looks at. Nodes change in place, but what stands in them is replaced. */
type Seen = Pick<FleetNode, 'geo' | 'joins' | 'cooling' | 'models' | 'gpu' | 'vramGb' | 'uptimePct' | 'status'>

function seenOf({ geo, joins, cooling, models, gpu, vramGb, uptimePct, status }: FleetNode): Seen {
  return { geo, joins, cooling, models, gpu, vramGb, uptimePct, status }
}

/** Asked of the whole fleet each turn: by comparing, since to write out 100,000 nodes took web a third of its time (2026-11). */
function isAsSeen(was: Seen | undefined, node: FleetNode): boolean {
  return (
    was !== undefined &&
    was.status === node.status &&
    was.gpu === node.gpu &&
    was.vramGb === node.vramGb &&
    was.uptimePct === node.uptimePct &&
    isSameList(was.joins, node.joins) &&
    isSameList(was.cooling ?? none, node.cooling ?? none) &&
    isSameList(was.models, node.models) &&
    isSamePlace(was.geo, node.geo)
  )
}

/** A place that was judged anew is another object, and mostly the same place. */
function isSamePlace(a: NodeGeo, b: NodeGeo): boolean {
  if (a === b) return true
  const isSameVerdict = a.verdict.level === b.verdict.level && a.verdict.place.country === b.verdict.place.country
  return isSameVerdict && isSameList(a.containment.zones, b.containment.zones)
}

const none: readonly string[] = []
