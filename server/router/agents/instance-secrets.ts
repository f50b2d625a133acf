// The installation's master secret, made by whichever router starts first. Sessions and the hashes of addresses derive
// from it. A copy on disk, so that a router that starts without Postgres still knows its agents' sessions.

import { createHmac, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool } from 'pg'

const SETTING = 'master_secret'
const wellFormed = /^[A-Za-z0-9_-]{43}$/

export class InstanceSecrets {
  private master: string | null

  constructor(private readonly dir: string) {
    this.master = readCopy(dir)
  }

  /** From Postgres where it answers, else the copy on disk. */
  async load(pool: Pool): Promise<void> {
    const made = JSON.stringify(randomBytes(32).toString('base64url'))
    await pool.query('INSERT INTO instance_settings (key, value) VALUES ($1, $2::jsonb) ON CONFLICT (key) DO NOTHING', [SETTING, made])
    const { rows } = await pool.query<{ value: unknown }>('SELECT value FROM instance_settings WHERE key = $1', [SETTING])
    const value = rows[0]?.value
    if (typeof value !== 'string' || !wellFormed.test(value))
      throw new Error(`instance_settings.${SETTING} is not what this product writes`)
    if (value === this.master) return
    this.master = value
    mkdirSync(this.dir, { recursive: true, mode: 0o700 })
    writeFileSync(join(this.dir, SETTING), value, { mode: 0o600 })
  }

  /** What sessions' secrets derive from; null until it was loaded once. */
  sessionMaster(): string | null {
    return this.master
  }

  addressKey(): string | null {
    return this.master === null ? null : createHmac('sha256', this.master).update('address-hash').digest('base64url')
  }
}

function readCopy(dir: string): string | null {
  try {
    const text = readFileSync(join(dir, SETTING), 'utf8').trim()
    return wellFormed.test(text) ? text : null
  } catch {
    return null
  }
}
