import type { Pool } from 'pg'

export type LockResult<T> = { held: true; value: T } | { held: false }

/**
 * Runs `fn` if no other process of this database is running it under that name, and says whether it did.
 * The lock is the connection's: it goes with the process, however that ends.
 */
export async function withAdvisoryLock<T>(pool: Pool, name: string, fn: () => Promise<T>): Promise<LockResult<T>> {
  const client = await pool.connect()
  let isBroken = false
  client.on('error', onError)
  function onError() {
    isBroken = true
  }
  try {
    const { rows } = await client
      .query<{ locked: boolean }>(`SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked`, [`resultity-geo:${name}`])
      .catch((error: unknown) => {
        // It may still be waiting for the answer, and whoever got the connection next would wait behind it.
        isBroken = true
        throw error
      })
    if (!rows[0]?.locked) return { held: false }
    try {
      return { held: true, value: await fn() }
    } finally {
      // Only an unlocked connection may go back to the pool.
      await client.query(`SELECT pg_advisory_unlock(hashtextextended($1, 0))`, [`resultity-geo:${name}`]).catch(onError)
    }
  } finally {
    client.off('error', onError)
    client.release(isBroken)
  }
}
