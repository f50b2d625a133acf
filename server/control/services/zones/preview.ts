import type { z } from 'zod'
import { coverage } from '@/server/core/activation/coverage'
import { createTally, isServing } from '@/server/core/activation/supply'
import { compileConfig } from '@/server/core/config/compile'
import { contain } from '@/server/core/config/contain'
import { parseConfig } from '@/server/core/config/parse'
import { requireAccess } from '../../access'
import { notFound } from '../../reach'
import type { Verb } from '../../verb'
import { requireValid, withoutRevision } from '../config/draft'
import { knownDemand } from './coverage'
import type { previewInput, ZonePreview } from './schemas'

/** What a zone of a draft would have to serve with: the live fleet, labelled by the draft. Changes nothing. */
export async function previewZone({ ctx, input }: Verb<z.output<typeof previewInput>>): Promise<ZonePreview> {
  requireAccess(ctx.actor, 'admin')
  const { replica, now } = ctx.control
  const snapshot = replica.snapshot()
  const parsed = parseConfig(withoutRevision(input.config))
  const draft = requireValid(parsed.ok ? { config: parsed.config, findings: [] } : { config: null, findings: parsed.findings })
  const config = compileConfig(draft, 0)
  const zone = config.zones.get(input.code)
  if (!zone) throw notFound('zone in force in this draft')
  const at = now()
  const present = [...snapshot.fleet.nodes.values()].filter((node) => node.status !== 'left')
  const nodes = present.map((node) => ({ ...node, geo: { ...node.geo, containment: contain(config, node.geo.verdict.place, 'high') } }))
  const within = nodes.filter((node) => zone.descendants.has(node.geo.containment.label ?? ''))
  const serving = createTally()
  for (const node of within) if (isServing(node, at)) serving.add(node)
  const before = new Map(present.map((node) => [node.id, node.geo.containment.label]))
  const labels = (id: string) => snapshot.config.zones.get(input.code)?.descendants.has(before.get(id) ?? '') ?? false
  const rows = coverage(nodes, config, await knownDemand(ctx), at).filter((row) => row.zone === input.code)
  return {
    nodes: {
      total: within.length,
      joining: within.filter(({ id }) => !labels(id)).length,
      leaving: present.filter(({ id }) => labels(id)).length - within.filter(({ id }) => labels(id)).length,
    },
    supply: serving.total(),
    target: draft.gate.coverage,
    models: rows.map((row) => ({ ...row, live: row.nodes, spill: null })),
  }
}
