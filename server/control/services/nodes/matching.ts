import type { CompiledConfig } from '@/server/core/config/compiled'
import { isMember } from '@/server/core/routing/membership'
import { requireAccess } from '../../access'
import type { Ctx } from '../../context'
import { reaches, reachOf } from '../../reach'
import { toNodeRow } from './row'
import type { NodeFilters, NodeRow } from './schemas'
import { isVisible } from './visible'

/** The nodes within reach that pass the filters, from memory. Of a Subcloud out of reach there are none, as of one that does not exist. */
export function matchingNodes({ control, actor }: Ctx, filters: NodeFilters): NodeRow[] {
  requireAccess(actor, 'read')
  const snapshot = control.replica.snapshot()
  const { config } = snapshot
  const reach = reachOf(actor, config)
  const now = control.now()
  const { subcloud: slug } = filters
  const subcloud = slug === undefined || !reaches(reach, slug) ? undefined : config.subclouds.get(slug)
  if (slug !== undefined && !subcloud) return []
  const rows: NodeRow[] = []
  for (const node of snapshot.fleet.nodes.values()) {
    if (!isVisible(node, reach, snapshot)) continue
    if (subcloud && !isMember(node, subcloud, config)) continue
    const row = toNodeRow(node, reach, now)
    if (matches(row, filters, config)) rows.push(row)
  }
  return rows
}

function matches(row: NodeRow, input: NodeFilters, config: CompiledConfig): boolean {
  if (input.zone !== undefined) {
    if (
      input.zone === 'none' ? row.zone !== null : row.zone === null || !(config.zones.get(input.zone)?.descendants.has(row.zone) ?? false)
    )
      return false
  }
  if (input.country !== undefined && row.country !== input.country) return false
  if (input.trust !== undefined && row.trust !== input.trust) return false
  if (input.condition !== undefined && row.condition !== input.condition) return false
  if (input.model !== undefined && !row.models.includes(input.model)) return false
  if (input.environment !== undefined && !row.environments.includes(input.environment)) return false
  if (input.operator !== undefined && row.operator !== input.operator) return false
  if (input.q !== undefined && input.q !== '') {
    const q = input.q.toLowerCase()
    return [row.id, row.operator, row.gpu, row.country ?? '', row.zone ?? '', ...row.models].some((text) => text.toLowerCase().includes(q))
  }
  return true
}
