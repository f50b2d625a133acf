import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { compileSteps } from '@/server/core/config/compile'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Config } from '@/server/core/config/schema'
import { inSlices } from '@/server/platform/in-slices'
import { loadConfig } from './load-config'

/** Reads published revisions, each bad one once; the last good one stays in force meanwhile. */
export class ConfigReader {
  private bad: number | null = null
  /** What is wrong with the newest revision, or null. */
  problem: string | null = null

  constructor(private readonly log: Logger) {}

  /** The configuration of `revision`, compiled, where it is not the one in force; else null. */
  async read(pool: Pool, revision: number | null, inForce: number | null): Promise<CompiledConfig | null> {
    if (revision === null || revision === inForce || revision === this.bad) return null
    const loaded = await loadConfig(pool, revision).catch((error) => this.missed(revision, error))
    if (loaded.ok) {
      this.bad = null
      this.problem = null
      return compileWhole(loaded.config, revision)
    }
    this.bad = revision
    this.problem = `Revision ${revision} cannot be used (${loaded.reason}); revision ${inForce ?? 'none'} stays in force.`
    this.log.error({ revision, reason: loaded.reason }, 'replica: a published revision cannot be used; the last good one stays in force')
    return null
  }

  private missed(revision: number, error: unknown): never {
    if (this.problem === null) this.log.warn({ err: error, revision }, 'replica: a published revision cannot be read; trying again')
    this.problem = `Revision ${revision} is not read yet; it is tried again.`
    throw error
  }
}

/** With all that the first decision would else wait for, in slices. */
export async function compileWhole(source: Config, revision: number): Promise<CompiledConfig> {
  const config = await inSlices(compileSteps(source, revision))
  await inSlices(config.drawn.prepare())
  return config
}
