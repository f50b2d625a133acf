import type { z } from 'zod'
import type { Verb } from '../../verb'
import type { draftScopeInput } from './schemas'
import { requirePerson, requireScope } from './scope'

/** Throws one's own draft away; there need not be one. */
export async function discardDraft({ ctx, input }: Verb<z.output<typeof draftScopeInput>>): Promise<{ discarded: boolean }> {
  requirePerson(ctx.actor)
  const { actor, control } = ctx
  requireScope(actor, input.scope, control.replica.snapshot().config)
  const { count } = await control.prisma.configDraft.deleteMany({ where: { userId: actor.id, scope: input.scope } })
  return { discarded: count > 0 }
}
