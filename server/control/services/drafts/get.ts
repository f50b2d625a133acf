import type { z } from 'zod'
import type { Verb } from '../../verb'
import { toDraftRow, withAuthor } from './row'
import type { DraftDocument, draftScopeInput } from './schemas'
import { requirePerson, requireScope } from './scope'

/** One's own draft, or null. */
export async function getDraft({ ctx, input }: Verb<z.output<typeof draftScopeInput>>): Promise<DraftDocument | null> {
  requirePerson(ctx.actor)
  const { actor, control } = ctx
  requireScope(actor, input.scope, control.replica.snapshot().config)
  const row = await control.prisma.configDraft.findUnique({
    where: { userId_scope: { userId: actor.id, scope: input.scope } },
    include: withAuthor,
  })
  return row && { ...toDraftRow(row, actor.id), document: row.document as Record<string, unknown> }
}
