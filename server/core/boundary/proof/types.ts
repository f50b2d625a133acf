// What the proof takes, what it answers, and what its parts hand each other.

import type { CompiledConfig } from '../../config/compiled'
import type { Containment, Place } from '../../geo/place'
import type { DecideContext, Decision, Fleet, FleetNode, RouteRequest, Snapshot } from '../../routing/types'
import type { Boundary } from '../types'
import type { Breach, Rules, Verdict } from './clauses'
import type { Geography } from './geography'
import type { GateCase } from './variations'
import type { ProofWorld } from './world'

export type Subject = {
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
  now: number
  slug: string | null
  model: string
  geography: Geography
  world: ProofWorld
  /** Countries inside the Subcloud's boundary, those with nodes first, and countries outside it. */
  inside: readonly string[]
  outside: readonly string[]
  zonesInside: readonly string[]
  checked: Checked
}

/** One set of rules, and each node of a world judged by it. */
export type Setting = {
  config: CompiledConfig
  rules: Rules
  nodes: readonly FleetNode[]
  verdicts: ReadonlyMap<string, Verdict>
  full: Fleet
}

export type Ask = {
  setting: Setting
  request: RouteRequest
  /** Only what the rules, or the ladder, forbid. */
  forbidden: Fleet
  reach: readonly string[] | null
  gate: GateCase
  attempt: 'first' | 'retry'
  stale: boolean
}
