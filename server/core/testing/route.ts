// One job put to a few nodes: how the scenarios are written.

import type { CompiledConfig } from '../config/compiled'
import type { Config } from '../config/schema'
import { decide } from '../routing/decide'
import type { Decision } from '../routing/types'
import { at, gateAll, type NodeSpec, node, type RequestSpec, request, snapshot } from './world'

/** Nodes get the ids 1, 2, 3 … The gate is on unless given. */
export function route(config: CompiledConfig, nodes: readonly NodeSpec[], spec: RequestSpec = {}, gate = gateAll(config, 'on')): Decision {
  const fleet = nodes.map((one, i) => node(config, i + 1, one))
  return decide(snapshot(config, fleet, gate), request(config, spec), { now: at, seed: 'seed' })
}

/** EU's neighbours are ME, then NA; nobody else has any. */
export function euLadder(base: Config): Pick<Config, 'zones'> {
  return { zones: base.zones.map((zone) => ({ ...zone, neighbours: zone.code === 'EU' ? ['ME', 'NA'] : [] })) }
}

/** A policy that keeps jobs in the European Union. */
export const strict = { boundary: { allow: ['jurisdiction:EU27'] } }
