import type { z } from 'zod'
import { diffConfigs } from '@/server/core/config/diff'
import { parseConfig } from '@/server/core/config/parse'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import { requireValid, withoutRevision } from './draft'
import { keyReferences } from './key-references'
import type { configInput, DiffResult } from './schemas'

/** What a draft would change, in domain words, against the published configuration and the live fleet. */
export async function diffDraft({ ctx, input }: Verb<z.output<typeof configInput>>): Promise<DiffResult> {
  requireAccess(ctx.actor, 'admin')
  const { prisma, replica } = ctx.control
  const { config, fleet } = replica.snapshot()
  const parsed = parseConfig(withoutRevision(input.config))
  const draft = requireValid(parsed.ok ? { config: parsed.config, findings: [] } : { config: null, findings: parsed.findings })
  const nodes = [...fleet.nodes.values()].map((node) => ({ id: node.id, place: node.geo.verdict.place }))
  return { baseRevision: config.revision, ...diffConfigs(config.source, draft, { nodes, keys: await keyReferences(prisma) }) }
}
