// "What if North America had lost half its nodes?": changes to the present fleet and gate that nobody makes. They touch
// copies, and a share takes the same nodes whenever it is asked for, so that an answer can be sent and found again.

import type { GateState, GateView } from '../activation/types'
import type { CompiledConfig } from '../config/compiled'
import type { ZoneCode } from '../geo/place'
import { compareHash, hashText } from '../hash/seed'
import type { FleetNode, NodeId } from '../routing/types'

export type Supposition =
  | { kind: 'drain'; node: NodeId }
  /** Every node labelled with the zone, or one within it, is offline; null is the whole network. */
  | { kind: 'down'; zone: ZoneCode | null }
  /** That share of its live nodes is offline, −100..0. */
  | { kind: 'nodes'; zone: ZoneCode | null; pct: number }
  /** Each of its nodes has so much more or less capacity, −100..300. */
  | { kind: 'slots'; zone: ZoneCode | null; pct: number }
  | { kind: 'gate'; zone: ZoneCode | null; state: GateState }

export function supposeNodes(
  nodes: readonly FleetNode[],
  supposed: readonly Supposition[],
  config: CompiledConfig,
  now: number,
): readonly FleetNode[] {
  return supposed.reduce((before, one) => {
    if (one.kind === 'gate') return before
    if (one.kind === 'drain') return before.map((node) => (node.id === one.node ? { ...node, drained: true } : node))
    const isIn = inZone(one.zone, config)
    if (one.kind === 'slots') return before.map((node) => (isIn(node) ? { ...node, slots: scaled(node.slots, one.pct) } : node))
    const off =
      one.kind === 'down'
        ? null
        : lost(
            before.filter((node) => isIn(node) && now <= node.liveUntil),
            one.pct,
          )
    return before.map((node) => (isIn(node) && (off === null || off.has(node.id)) ? { ...node, liveUntil: 0 } : node))
  }, nodes)
}

export function supposeGate(gate: GateView, supposed: readonly Supposition[], config: CompiledConfig): GateView {
  return supposed.reduce((view, one) => {
    if (one.kind !== 'gate') return view
    const canaryPct = one.state === 'on' ? 100 : one.state === 'canary' ? (config.source.gate.canarySteps[0] ?? 0) : 0
    const top = one.zone === null ? null : config.zones.get(one.zone)?.top
    const changed = config.topZones.filter((code) => top === null || code === top)
    return {
      override: null,
      zones: { ...view.zones, ...Object.fromEntries(changed.map((code) => [code, { state: one.state, canaryPct }])) },
    }
  }, gate)
}

function inZone(zone: ZoneCode | null, config: CompiledConfig): (node: FleetNode) => boolean {
  if (zone === null) return () => true
  const codes = config.zones.get(zone)?.descendants
  return ({ geo }) => geo.containment.label !== null && codes?.has(geo.containment.label) === true
}

/** By their ids' hashes, so that a larger share takes the same nodes and more. */
function lost(live: readonly FleetNode[], pct: number): ReadonlySet<NodeId> {
  const order = live.map(({ id }) => ({ id, hash: hashText(id) })).sort((a, b) => compareHash(a.hash, b.hash) || (a.id < b.id ? -1 : 1))
  return new Set(order.slice(0, Math.round((order.length * -pct) / 100)).map(({ id }) => id))
}

const scaled = (slots: number, pct: number) => Math.max(0, Math.floor((slots * (100 + pct)) / 100))
