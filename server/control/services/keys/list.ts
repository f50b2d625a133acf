import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import type { Page } from '../wire'
import { toKeyRow } from './row'
import type { KeyRow } from './schemas'

export async function listKeys({ ctx }: Verb): Promise<Page<KeyRow>> {
  requireAccess(ctx.actor, 'admin')
  const keys = await ctx.control.prisma.apiKey.findMany({ omit: { secretHash: true }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] })
  return { items: keys.map((key) => toKeyRow(key, ctx.control.now())), nextCursor: null }
}
