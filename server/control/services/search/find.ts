import type { z } from 'zod'
import { ServiceError } from '@/server/platform/errors'
import { requireAccess } from '../../access'
import { reaches, reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { readDecision } from '../decisions/read'
import { isUuid } from '../decisions/uuid'
import { isVisible } from '../nodes/visible'
import type { SearchHit, searchInput } from './schemas'

const perKind = 8

/** For the palette: anything by name or id. */
export async function findAnything({ ctx, input }: Verb<z.output<typeof searchInput>>): Promise<{ items: SearchHit[] }> {
  requireAccess(ctx.actor, 'read')
  const snapshot = ctx.control.replica.snapshot()
  const { config, fleet } = snapshot
  const reach = reachOf(ctx.actor, config)
  const q = input.q.toLowerCase()
  const has = (...texts: string[]) => texts.some((text) => text.toLowerCase().includes(q))
  const zones: SearchHit[] = []
  for (const zone of config.zones.values())
    if (has(zone.code, zone.name)) zones.push({ kind: 'zone', id: zone.code, label: `${zone.code} ${zone.name}`, detail: '' })
  const jurisdictions: SearchHit[] = []
  for (const one of config.jurisdictions.values())
    if (has(one.code, one.name)) jurisdictions.push({ kind: 'jurisdiction', id: one.code, label: `${one.code} ${one.name}`, detail: '' })
  const subclouds: SearchHit[] = []
  for (const one of config.subclouds.values())
    if (reaches(reach, one.slug) && has(one.slug, one.name))
      subclouds.push({ kind: 'subcloud', id: one.slug, label: one.name, detail: one.slug })
  const nodes: SearchHit[] = []
  for (const node of fleet.nodes.values()) {
    if (nodes.length >= perKind) break
    if (has(node.id, node.operator) && isVisible(node, reach, snapshot))
      nodes.push({
        kind: 'node',
        id: node.id,
        label: node.operator,
        detail: node.geo.containment.label ?? node.geo.verdict.place.country ?? '',
      })
  }
  const decisions: SearchHit[] = []
  if (isUuid(input.q)) {
    const found = await readDecision({ ctx, input: { id: input.q } }).catch(absent)
    if (found) decisions.push({ kind: 'decision', id: found.id, label: found.id, detail: `${found.model} ${found.outcome}` })
  }
  return { items: [...decisions, ...zones.slice(0, perKind), ...jurisdictions.slice(0, perKind), ...subclouds.slice(0, perKind), ...nodes] }
}

function absent(error: unknown): null {
  if (error instanceof ServiceError && error.code === 'not_found') return null
  throw error
}
