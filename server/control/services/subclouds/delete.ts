import type { z } from 'zod'
import { ServiceError } from '@/server/platform/errors'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import type { Published } from '../config/schemas'
import { requireOwn, reviseConfig } from './revise'
import type { deleteSubcloudInput } from './schemas'

/** Its members go back to the global pool. Earlier revisions, and decisions made under them, keep it. */
export async function deleteSubcloud({ ctx, input }: Verb<z.output<typeof deleteSubcloudInput>>): Promise<Published> {
  requireAccess(ctx.actor, 'admin')
  const { slug, comment } = input
  requireOwn(ctx, slug)
  const { prisma, now } = ctx.control
  const keys = await prisma.apiKey.findMany({
    where: { subcloud: slug, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date(now()) } }] },
    select: { name: true },
  })
  if (keys.length > 0)
    throw new ServiceError('in_use', `API keys are bound to ${slug}: ${keys.map(({ name }) => name).join(', ')}. Revoke them first.`, {
      usedBy: keys.map(({ name }) => `API key ${name}`),
    })
  return reviseConfig(ctx, { action: 'subcloud.delete', slug, comment: comment ?? `Delete Subcloud ${slug}`, only: slug }, (config) => ({
    ...config,
    subclouds: config.subclouds.filter((one) => one.slug !== slug),
  }))
}
