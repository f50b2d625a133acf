import type { z } from 'zod'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { requireAccess } from '../../access'
import type { Actor } from '../../actor'
import { notFound, reaches, reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { latestRevision, type Revision, revisionNumbered, toDocument } from './revision'
import type { ConfigDocument, getConfigInput } from './schemas'

/** Owners get the zones and jurisdictions that policies speak of, and of the rest what is theirs. */
export async function readConfig({ ctx, input }: Verb<z.output<typeof getConfigInput>>): Promise<ConfigDocument> {
  requireAccess(ctx.actor, 'own')
  const { prisma, replica } = ctx.control
  const found =
    input.revision === undefined ? await latestRevision(prisma, ctx.control.replica) : await revisionNumbered(prisma, input.revision)
  if (!found) throw notFound('revision')
  return cut(found, ctx.actor, replica.snapshot().config)
}

function cut(found: Revision, actor: Actor, config: CompiledConfig): ConfigDocument {
  const reach = reachOf(actor, config)
  if (reach.subclouds === null) return toDocument(found)
  return { ...toDocument(found), subclouds: found.config.subclouds.filter((one) => reaches(reach, one.slug)), overrides: [] }
}
