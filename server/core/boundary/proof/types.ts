// What the proof takes, what it answers, and what its parts hand each other.

import type { CompiledConfig } from '../../config/compiled'
import type { Containment, Place } from '../../geo/place'
import type { DecideContext, Decision, Fleet, FleetNode, NodeId, RouteRequest, Snapshot } from '../../routing/types'
import type { Boundary } from '../types'
import type { Breach, Rules, Verdict } from './clauses'
import type { Geography } from './geography'
import type { Members } from './members'
import type { GateCase } from './variations'
import type { ProofWorld } from './world'

export type Subject = {
  /** Nodes as decisions are made from them under a configuration. */
  fleetOf(config: CompiledConfig, nodes: ReadonlyMap<NodeId, FleetNode>): Fleet
  decide(snapshot: Snapshot, request: RouteRequest, context: DecideContext): Decision
  /** What a router carries from a first attempt to its retries. */
  carry(snapshot: Snapshot, request: RouteRequest): Boundary | null
  contain(config: CompiledConfig, place: Place): Containment
}

export type Counterexample = {
  request: RouteRequest
  attempt: 'first' | 'retry'
  gate: string
  panic: boolean
  stale: boolean
  node: { id: string; country: string | null; subdivision: string | null; level: string; isProbe: boolean }
  rung: string | null
  /** The rule that the path breaks, with the layer and token where it is a boundary's. */
  clause: Breach
}

export type Checked = {
  decisions: number
  /** Distinct requests: ladder × narrowing × first or retry. */
  requests: number
  nodes: number
  /** Classes that the fleet's nodes fall into. */
  classes: number
  probes: number
  gates: number
  /** Nodes under a set of rules of which the proof's own tables cannot tell whether they are inside; nothing is claimed of them. */
  undecided: number
}

export type LeakProof = {
  holds: boolean
  subcloud: string | null
  revision: number
  checked: Checked
  counterexample: Counterexample | null
}

/** All that is worked out once, before anything is asked. */
export type Prepared = {
  subject: Subject
  now: number
  slug: string | null
  model: string
  geography: Geography
  gates: readonly [GateCase, ...GateCase[]]
  members: Members
  world: ProofWorld
  /** Countries inside the Subcloud's boundary, those with nodes first, and countries outside it. */
  inside: readonly string[]
  outside: readonly string[]
  zonesInside: readonly string[]
  checked: Checked
}

/** A configuration and the nodes that stand in it. */
export type Stage = {
  config: CompiledConfig
  nodes: readonly FleetNode[]
  full: Fleet
  /** Fleets of some of the nodes, as made so far, by which of them those are. */
  parts: Map<string, Fleet>
}

/** One set of rules, and each node of a stage judged by it. */
export type Setting = {
  stage: Stage
  rules: Rules
  verdicts: ReadonlyMap<string, Verdict>
  /** Zones that panic by themselves; null: none does. */
  panicIn: ReadonlySet<string> | null
  /** Why no node at all may take the job. */
  barred: Breach | null
  /** The nodes that the rules forbid or that lie beyond a reach, as gathered so far. */
  forbidden: Map<string, Fleet>
}

/** One question. To the whole of a stage: all that is looked at must be permitted. To what is forbidden: a refusal is the one answer. */
export type Ask = {
  setting: Setting
  request: RouteRequest
  fleet: Fleet
  isWhole: boolean
  reach: readonly string[] | null
  gate: GateCase
  attempt: 'first' | 'retry'
  stale: boolean
}
