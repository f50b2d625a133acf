import type { CompiledConfig } from '@/server/core/config/compiled'
import { isMember } from '@/server/core/routing/membership'
import type { FleetNode } from '@/server/core/routing/types'
import { requireAccess } from '../../access'
import type { Ctx } from '../../context'
import { fleetTime } from '../../fleet-time'
import { reaches, reachOf } from '../../reach'
import { conditionOf } from './row'
import type { NodeFilters } from './schemas'
import { isVisible } from './visible'

/** The nodes within reach that pass the filters, from memory. Of a Subcloud out of reach there are none, as of one that does not exist. */
export function matchingNodes({ control, actor }: Ctx, filters: NodeFilters): FleetNode[] {
  requireAccess(actor, 'read')
  const snapshot = control.replica.snapshot()
  const { config } = snapshot
  const reach = reachOf(actor, config)
  const { subcloud: slug } = filters
  const subcloud = slug === undefined || !reaches(reach, slug) ? undefined : config.subclouds.get(slug)
  if (slug !== undefined && !subcloud) return []
  const matches = filterOf(filters, config, fleetTime(control))
  const nodes: FleetNode[] = []
  for (const node of snapshot.fleet.nodes.values()) {
    if (matches(node) && isVisible(node, reach, snapshot) && (!subcloud || isMember(node, subcloud, config))) nodes.push(node)
  }
  return nodes
}

function filterOf(input: NodeFilters, config: CompiledConfig, now: number): (node: FleetNode) => boolean {
  const within = input.zone === undefined || input.zone === 'none' ? null : config.zones.get(input.zone)?.descendants
  const finds = input.q === undefined || input.q === '' ? null : finderOf(input.q)
  return (node) => {
    const { verdict, containment } = node.geo
    if (
      input.zone === 'none'
        ? containment.label !== null
        : within !== null && !(containment.label !== null && within?.has(containment.label))
    )
      return false
    if (input.country !== undefined && verdict.place.country !== input.country) return false
    if (input.trust !== undefined && verdict.level !== input.trust) return false
    if (input.condition !== undefined && conditionOf(node, now) !== input.condition) return false
    if (input.model !== undefined && !node.models.includes(input.model)) return false
    if (input.environment !== undefined && !node.environments.includes(input.environment)) return false
    if (input.operator !== undefined && node.operator !== input.operator) return false
    return finds === null || finds(node)
  }
}

/** Nodes share most of their texts: each is looked through once. */
function finderOf(text: string): (node: FleetNode) => boolean {
  const wanted = text.toLowerCase()
  const known = new Map<string, boolean>()
  const has = (value: string): boolean => {
    const found = known.get(value) ?? value.toLowerCase().includes(wanted)
    known.set(value, found)
    return found
  }
  return ({ id, operator, gpu, models, geo: { verdict, containment } }) =>
    id.includes(wanted) || has(operator) || has(gpu) || has(verdict.place.country ?? '') || has(containment.label ?? '') || models.some(has)
}
