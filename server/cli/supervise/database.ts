import { setTimeout as sleep } from 'node:timers/promises'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/server/platform/db/embedded'
import { applyMigrations } from '@/server/platform/db/migrate'
import type { Env } from '@/server/platform/env'

export type Database = { url: string; stop(): Promise<void> }

const lookEveryMs = 1_000

/** The configured database, or the embedded one kept alive until `stop`; migrated. */
export async function openDatabase(env: Env, say: (line: string) => void): Promise<Database> {
  const embedded = env.databaseUrl === null ? await startEmbeddedPostgres({ dataDir: env.dataDir, log: say }) : null
  const url = env.databaseUrl ?? embedded!.url
  const keeper = embedded ? keepAlive(embedded, say) : null
  const stop = async () => {
    await keeper?.stop()
    await embedded?.stop()
  }
  try {
    await applyMigrations(url, say)
    return { url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Starts it again on its port whenever it is gone. */
function keepAlive(postgres: EmbeddedPostgres, say: (line: string) => void): { stop(): Promise<void> } {
  const ended = new AbortController()
  const loop = (async () => {
    while (!ended.signal.aborted) {
      await sleep(lookEveryMs, undefined, { signal: ended.signal, ref: false }).catch(() => {})
      if (ended.signal.aborted || postgres.isRunning()) continue
      say('PostgreSQL is gone; starting it again')
      await postgres.restart().then(
        () => say('PostgreSQL is back'),
        (error: Error) => say(`PostgreSQL did not come back: ${error.message}`),
      )
    }
  })()
  return {
    async stop() {
      ended.abort()
      await loop
    },
  }
}
