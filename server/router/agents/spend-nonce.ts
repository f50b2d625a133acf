import type { Pool, PoolClient } from 'pg'
import { ServiceError } from '@/server/platform/errors'
import { clockToleranceMs } from '@/server/platform/signatures/message'

/** Spends a message's nonce and does the work in one transaction: a replay, at whichever router, changes nothing. */
export async function withNonce(
  pool: Pool,
  message: { nodeId: string; nonce: string; timestamp: number },
  work: (client: PoolClient) => Promise<void>,
): Promise<void> {
  const away = (cause: unknown) =>
    new ServiceError('unavailable', 'The database is away; try again shortly.', { retryAfterS: 5 }, { cause })
  const client = await pool.connect().catch((cause) => {
    throw away(cause)
  })
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    const expiresAt = new Date(message.timestamp + 2 * clockToleranceMs)
    const spent = await client.query('INSERT INTO node_nonces (node_id, nonce, expires_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
      message.nodeId,
      message.nonce,
      expiresAt,
    ])
    if (spent.rowCount === 0) throw new ServiceError('unauthenticated', 'This nonce was used before.')
    await work(client)
    await client.query(`SELECT pg_notify('fleet', '')`)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch((failure) => {
      broken = failure
    })
    if (error instanceof ServiceError) throw error
    if (broken) throw away(error)
    throw error
  } finally {
    client.release(broken)
  }
}
