import type { z } from 'zod'
import { coverageSteps } from '@/server/core/activation/coverage'
import { createShares, isServing, Tally } from '@/server/core/activation/supply'
import { compileSteps } from '@/server/core/config/compile'
import { contain } from '@/server/core/config/contain'
import { parseConfig } from '@/server/core/config/parse'
import type { FleetNode } from '@/server/core/routing/types'
import { eachInSlices, inSlices } from '@/server/platform/in-slices'
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
  const parsed = parseConfig(withoutRevision(input.config))
  const draft = requireValid(parsed.ok ? { config: parsed.config, findings: [] } : { config: null, findings: parsed.findings })
  const config = await inSlices(compileSteps(draft, 0))
  const zone = config.zones.get(input.code)
  if (!zone) throw notFound('zone in force in this draft')
  await inSlices(config.drawn.prepare())
  const { config: published, fleet } = replica.snapshot()
  const before = published.zones.get(input.code)?.descendants
  const at = now()
  const within: FleetNode[] = []
  const moves = { joining: 0, leaving: 0 }
  const present = [...fleet.nodes.values()].filter((node) => node.status !== 'left').map((node) => ({ ...node }))
  await eachInSlices(present, (node) => {
    const containment = contain(config, node.geo.verdict.place, 'high')
    const was = before?.has(node.geo.containment.label ?? '') ?? false
    const is = zone.descendants.has(containment.label ?? '')
    if (is) within.push({ ...node, geo: { ...node.geo, containment } })
    if (is !== was) moves[is ? 'joining' : 'leaving']++
  })
  const serving = new Tally()
  const shareOf = createShares()
  for (const node of within) if (isServing(node, at)) serving.add(shareOf(node))
  const demand = await knownDemand(ctx)
  const rows = (await inSlices(coverageSteps(within, config, demand, at))).filter((row) => row.zone === input.code)
  return {
    nodes: { total: within.length, ...moves },
    supply: serving.total(),
    target: draft.gate.coverage,
    models: rows.map((row) => ({ ...row, live: row.nodes, spill: null })),
  }
}
