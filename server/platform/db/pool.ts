import pg from 'pg'

export type PoolOptions = {
  max?: number
  applicationName?: string
  queryTimeoutMs?: number
}

/** A query without an answer after this long fails, and its connection is given up: what a network that swallows packets would hold for ever. */
export const patienceMs = 30_000

/**
 * PostgreSQL's own patience, after its client's: what nobody waits for any more is not worked on, and a transaction whose process hangs, or
 * is cut off, does not keep its locks from everybody else.
 */
export function serverPatience(queryTimeoutMs = patienceMs) {
  return { statement_timeout: 2 * queryTimeoutMs, idle_in_transaction_session_timeout: 2 * queryTimeoutMs }
}

/** A pool that survives its server: a connection that breaks, idle or in use, is dropped and not thrown at the process. */
export function createPool(
  url: string,
  { max = 10, applicationName = 'resultity-geo', queryTimeoutMs = patienceMs }: PoolOptions = {},
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    query_timeout: queryTimeoutMs,
    ...serverPatience(queryTimeoutMs),
  })
  // The next query gets a new connection, or the error that says why not.
  pool.on('error', () => {})
  // One that breaks in whoever's hands it is fails their query, or their next: to throw it at the process as well would end it.
  pool.on('connect', (client) => void client.on('error', () => {}))
  return pool
}
