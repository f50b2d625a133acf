import type { AuditEventModel } from '@/server/platform/db/generated/models'
import type { AuditRow } from './schemas'

export function toAuditRow(row: AuditEventModel, names: ReadonlyMap<string, string>): AuditRow {
  const detail = row.detail as Record<string, unknown>
  return {
    id: row.id,
    seq: Number(row.seq),
    hash: Buffer.from(row.hash).toString('hex'),
    at: row.at.getTime(),
    actor: { type: row.actorType, id: row.actorId, name: names.get(row.actorId) ?? null },
    action: row.action,
    entity: row.entity,
    entityId: row.entityId,
    detail,
    revisions: revisionsOf(row.action, row.entityId, detail),
    requestId: row.requestId,
  }
}

/** What lay before and after, where the change made a revision. */
function revisionsOf(action: string, entityId: string, detail: Record<string, unknown>): AuditRow['revisions'] {
  const made = Number(action.startsWith('config.') ? entityId : detail.revision)
  if (!Number.isInteger(made)) return null
  return { from: made > 1 ? made - 1 : null, to: made }
}
