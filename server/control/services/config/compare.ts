import type { z } from 'zod'
import { type ConfigDiff, diffConfigs } from '@/server/core/config/diff'
import { requireAccess } from '../../access'
import { notFound } from '../../reach'
import type { Verb } from '../../verb'
import { revisionNumbered } from './revision'
import type { compareInput } from './schemas'

/** What lies between any two revisions, in domain words; nodes are left out, since theirs was another fleet. */
export async function compareRevisions({ ctx, input }: Verb<z.output<typeof compareInput>>): Promise<ConfigDiff> {
  requireAccess(ctx.actor, 'admin')
  const { prisma } = ctx.control
  const [from, to] = await Promise.all([revisionNumbered(prisma, input.from), revisionNumbered(prisma, input.to)])
  if (!from || !to) throw notFound('revision')
  return diffConfigs(from.config, to.config)
}
