import type { z } from 'zod'
import { subcloudSchema } from '@/server/core/config/schema'
import { ServiceError } from '@/server/platform/errors'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import type { Published } from '../config/schemas'
import { reviseConfig } from './revise'
import type { createSubcloudInput } from './schemas'

/** A Subcloud whose policy says nothing yet: its jobs run anywhere, every node is a member. Its owner goes on from there. */
export async function createSubcloud({ ctx, input }: Verb<z.output<typeof createSubcloudInput>>): Promise<Published> {
  requireAccess(ctx.actor, 'admin')
  const { comment, ...given } = input
  const { slug } = given
  return reviseConfig(
    ctx,
    { action: 'subcloud.create', slug, comment: comment ?? `Create Subcloud ${slug}`, detail: { owner: given.owner }, only: slug },
    (config) => {
      if (config.subclouds.some((one) => one.slug === slug))
        throw new ServiceError('conflict', `There is already a Subcloud ${slug}. Choose another slug.`)
      return { ...config, subclouds: [...config.subclouds, subcloudSchema.parse({ ...given, policy: {} })] }
    },
  )
}
