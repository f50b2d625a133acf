import type { z } from 'zod'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import type { Published } from '../config/schemas'
import { requireOwn, reviseConfig } from './revise'
import type { deleteSubcloudInput } from './schemas'

/** Its members go back to the global pool; one that keys are bound to is `in_use`. Earlier revisions, and decisions made under them, keep it. */
export async function deleteSubcloud({ ctx, input }: Verb<z.output<typeof deleteSubcloudInput>>): Promise<Published> {
  requireAccess(ctx.actor, 'admin')
  const { slug, comment } = input
  requireOwn(ctx, slug)
  return reviseConfig(ctx, { action: 'subcloud.delete', slug, comment: comment ?? `Delete Subcloud ${slug}`, only: slug }, (config) => ({
    ...config,
    subclouds: config.subclouds.filter((one) => one.slug !== slug),
  }))
}
