import type { z } from 'zod'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import type { Published } from '../config/schemas'
import { requireOwn, reviseSubcloud } from './revise'
import type { updateSubcloudInput } from './schemas'

/** Name, owner and models; what is left out stays. The policy is its owner's to publish. */
export async function updateSubcloud({ ctx, input }: Verb<z.output<typeof updateSubcloudInput>>): Promise<Published> {
  requireAccess(ctx.actor, 'admin')
  const { slug, comment, ...given } = input
  requireOwn(ctx, slug)
  const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return reviseSubcloud(ctx, {
    slug,
    action: 'subcloud.update',
    comment: comment ?? `Change ${Object.keys(change).join(', ') || 'nothing'} of Subcloud ${slug}`,
    detail: change,
    change: (one) => ({ ...one, ...change }),
  })
}
