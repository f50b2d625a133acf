import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Config } from '@/server/core/config/schema'
import { loadConfig } from './load-config'

/** Reads published revisions, each bad one once; the last good one stays in force meanwhile. */
export class ConfigReader {
  private bad: number | null = null
  /** What is wrong with the newest revision, or null. */
  problem: string | null = null

  constructor(private readonly log: Logger) {}

  /** The configuration of `revision` where it is not the one in force, or null. */
  async read(pool: Pool, revision: number | null, inForce: number | null): Promise<Config | null> {
    if (revision === null || revision === inForce || revision === this.bad) return null
    const loaded = await loadConfig(pool, revision)
    if (loaded.ok) {
      this.bad = null
      this.problem = null
      return loaded.config
    }
    this.bad = revision
    this.problem = `Revision ${revision} cannot be used (${loaded.reason}); revision ${inForce ?? 'none'} stays in force.`
    this.log.error({ revision, reason: loaded.reason }, 'replica: a published revision cannot be used; the last good one stays in force')
    return null
  }
}
