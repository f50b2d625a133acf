import type { Tx } from '../../transact'

/** Replicas poll nodes by the transaction that last wrote the row, so every write has to say which one it is. */
export async function touchNode(tx: Tx, id: string, change: { drainedAt: Date | null; drainedReason: string | null }): Promise<void> {
  await tx.$executeRaw`
    UPDATE nodes SET drained_at = ${change.drainedAt}, drained_reason = ${change.drainedReason}, xid = (pg_current_xact_id()::text)::bigint
    WHERE id = ${id}`
}
