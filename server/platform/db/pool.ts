import pg from 'pg'

export type PoolOptions = { max?: number; applicationName?: string }

/** A pool that survives its server: an idle connection that breaks is dropped, not thrown at the process. */
export function createPool(url: string, { max = 10, applicationName = 'resultity-geo' }: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  })
  // The next query gets a new connection, or the error that says why not.
  pool.on('error', () => {})
  return pool
}
