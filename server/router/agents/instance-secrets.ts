// The installation's master secret as routers use it: sessions and the hashes of addresses derive from it. A copy on disk, so
// that a router that starts without Postgres still knows its agents' sessions.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { deriveSecret, ensureMasterSecret } from '@/server/platform/auth/master-secret'

const FILE = 'master_secret'

export class InstanceSecrets {
  private master: string | null = null
  /** What sessions' secrets derive from; null until the master secret was loaded once. */
  sessionMaster: string | null = null
  /** What addresses are hashed with; null likewise. */
  addressKey: string | null = null

  constructor(private readonly dir: string) {
    const copy = readCopy(dir)
    if (copy !== null) this.take(copy)
  }

  /** Takes over what Postgres has, which is made where there is none. */
  async load(pool: Pool): Promise<void> {
    const master = await ensureMasterSecret(pool)
    if (master === this.master) return
    this.take(master)
    mkdirSync(this.dir, { recursive: true, mode: 0o700 })
    writeFileSync(join(this.dir, FILE), master, { mode: 0o600 })
  }

  // Derived once: every heartbeat needs both.
  private take(master: string): void {
    this.master = master
    this.sessionMaster = deriveSecret(master, 'agent sessions')
    this.addressKey = deriveSecret(master, 'addresses')
  }
}

function readCopy(dir: string): string | null {
  try {
    return readFileSync(join(dir, FILE), 'utf8').trim() || null
  } catch {
    return null
  }
}
