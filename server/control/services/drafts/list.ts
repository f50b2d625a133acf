import type { z } from 'zod'
import type { Verb } from '../../verb'
import { toDraftRow, withAuthor } from './row'
import type { DraftRow, listDraftsInput } from './schemas'
import { requirePerson, requireScope, visibleScopes } from './scope'

/** Who is changing what, newest first, without the documents. */
export async function listDrafts({ ctx, input }: Verb<z.output<typeof listDraftsInput>>): Promise<{ items: DraftRow[] }> {
  requirePerson(ctx.actor)
  const { actor, control } = ctx
  const { config } = control.replica.snapshot()
  if (input.scope) requireScope(actor, input.scope, config)
  const scopes = input.scope ? [input.scope] : visibleScopes(actor, config)
  const rows = await control.prisma.configDraft.findMany({
    omit: { document: true },
    where: { scope: scopes === null ? undefined : { in: scopes } },
    include: withAuthor,
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: 200,
  })
  return { items: rows.map((row) => toDraftRow(row, actor.id)) }
}
