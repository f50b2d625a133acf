import type { ConfigDraftModel, UserModel } from '@/server/platform/db/generated/models'
import type { DraftRow, DraftScope } from './schemas'

/** Whose draft it is comes with it; the document itself only where it is asked for. */
export const withAuthor = { user: { select: { id: true, email: true } } } as const

type Row = Omit<ConfigDraftModel, 'document' | 'user' | 'base'> & { user: Pick<UserModel, 'id' | 'email'> }

export function toDraftRow(row: Row, userId: string): DraftRow {
  return {
    id: row.id,
    scope: row.scope as DraftScope,
    by: { type: 'user', id: row.user.id, name: row.user.email },
    mine: row.userId === userId,
    baseRevision: row.baseRevision,
    version: row.version,
    updatedAt: row.updatedAt.getTime(),
  }
}
