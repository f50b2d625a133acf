// The installation's master secret as routers use it: sessions and the hashes of addresses derive from it. A copy on disk, so
// that a router that starts without Postgres still knows its agents' sessions.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool } from 'pg'
import type { NodeId } from '@/server/core/routing/types'
import { deriveSecret, ensureMasterSecret } from '@/server/platform/auth/master-secret'
import { sessionSecret } from '@/server/platform/signatures/session'

const FILE = 'master_secret'
/** Twice what one router is meant for. */
const mostSessions = 200_000

export class InstanceSecrets {
  private master: string | null = null
  /** What addresses are hashed with; null until the master secret was loaded once. */
  addressKey: string | null = null
  /** What sessions' secrets derive from; null likewise. */
  private sessionMaster: string | null = null
  /** Those of the nodes' present sessions: deriving one costs more than checking a MAC with it. */
  private readonly sessions = new Map<NodeId, { id: string; secret: string }>()

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

  /** The secret of a node's session; null until the master secret was loaded once. */
  sessionSecret(nodeId: NodeId, sessionId: string): string | null {
    const { sessionMaster: master, sessions } = this
    if (master === null) return null
    const known = sessions.get(nodeId)
    if (known?.id === sessionId) return known.secret
    const secret = sessionSecret(master, nodeId, sessionId)
    if (sessions.size >= mostSessions) sessions.clear()
    sessions.set(nodeId, { id: sessionId, secret })
    return secret
  }

  // Derived once: every agent's message needs one of them.
  private take(master: string): void {
    this.master = master
    this.sessionMaster = deriveSecret(master, 'agent sessions')
    this.addressKey = deriveSecret(master, 'addresses')
    this.sessions.clear()
  }
}

function readCopy(dir: string): string | null {
  try {
    return readFileSync(join(dir, FILE), 'utf8').trim() || null
  } catch {
    return null
  }
}
