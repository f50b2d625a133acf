import type { z } from 'zod'
import { notFound } from '../../reach'
import type { Verb } from '../../verb'
import { toDraftRow, withAuthor } from './row'
import type { DraftDocument, draftIdInput } from './schemas'
import { requirePerson, visibleScopes } from './scope'

/** Anybody's draft of what the actor may see; to read, since only its author saves it. */
export async function readDraft({ ctx, input }: Verb<z.output<typeof draftIdInput>>): Promise<DraftDocument> {
  requirePerson(ctx.actor)
  const { actor, control } = ctx
  const scopes = visibleScopes(actor, control.replica.snapshot().config)
  const row = await control.prisma.configDraft.findFirst({
    where: { id: input.id, scope: scopes === null ? undefined : { in: scopes } },
    include: withAuthor,
  })
  if (!row) throw notFound('draft')
  return { ...toDraftRow(row, actor.id), document: row.document as Record<string, unknown> }
}
