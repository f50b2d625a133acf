// PostgreSQL without installing one: the real server out of an npm package, on a cluster under DATA_DIR.
// It survives whoever started it: after a kill -9 the next start adopts the server that still runs, or recovers the cluster.

import { isRunning } from '../process-identity'
import { databaseName, openCluster, superuser } from './embedded-postgres/cluster'
import { runServer, stopServer } from './embedded-postgres/server'
import { joinUsers } from './embedded-postgres/users'

export type EmbeddedPostgres = {
  url: string
  /** True when a server was already running and is used. */
  adopted: boolean
  pid: number
  isRunning(): boolean
  /** Starts it again on the same port after it died. */
  restart(): Promise<void>
  /** Leaves it; the last user stops it. */
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  dataDir: string
  log?: (line: string) => void
  /** False: no fsync, for clusters that are thrown away. */
  durable?: boolean
}

const throwAway = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '256MB', autovacuum_naptime: '10s' }

export async function startEmbeddedPostgres({ dataDir, log = () => {}, durable = true }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const cluster = await openCluster(dataDir, { durable })
  const users = joinUsers(cluster.folder)
  const settings = durable ? {} : throwAway
  let running = await runServer(cluster, settings).catch((error: unknown) => {
    users.leave()
    throw error
  })
  const { port } = running
  log(
    `PostgreSQL ${cluster.version.split('.').slice(0, 2).join('.')} ${running.adopted ? 'was still running and is used' : 'started'} on 127.0.0.1:${port}${cluster.user ? ` as ${cluster.user.name}` : ''}, data in ${cluster.data}`,
  )
  return {
    url: `postgresql://${superuser}:${cluster.password}@127.0.0.1:${port}/${databaseName}`,
    adopted: running.adopted,
    get pid() {
      return running.process.pid
    },
    isRunning: () => isRunning(running.process),
    async restart() {
      running = await runServer(cluster, settings, port)
      if (running.port !== port) throw new Error(`PostgreSQL came back on port ${running.port} because ${port} was taken.`)
    },
    async stop() {
      if (users.leave().last) await stopServer(cluster, running)
    },
  }
}
