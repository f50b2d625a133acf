import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { GeoIp } from '@/server/core/origin/geoip'
import type { BrowserAuth, SessionUser } from '@/server/platform/auth/browser-auth'
import type { PrismaClient } from '@/server/platform/db/client'
import type { Env } from '@/server/platform/env'
import type { Replica } from '@/server/replica/types'
import type { Actor } from './actor'
import type { Examiner } from './examiner/examiner'

/** What this process shares between Next's bundles and the server in front of it. */
export type Control = {
  env: Env
  log: Logger
  pool: Pool
  prisma: PrismaClient
  replica: Replica
  geoip: GeoIp
  auth: BrowserAuth
  /** Sessions that were good lately, by their cookie (`http/session-ctx.ts`). */
  sessions: Map<string, { at: number; user: SessionUser }>
  examiner: Examiner
  /** Signs what web tells the router and its own handlers of a caller. */
  internalSecret: string
  now: () => number
}

export type Ctx = {
  control: Control
  actor: Actor | null
  requestId: string | null
  /** Who asks now: a session or key may end, or have other rights, while something is followed. Asked so often, as what it costs allows. */
  still?: { everyMs: number; actor: () => Promise<Actor | null> }
}

const slot = Symbol.for('resultity.geo')
type Shared = { control?: Control }

function shared(): Shared {
  const holder = globalThis as unknown as Record<symbol, Shared | undefined>
  holder[slot] ??= {}
  return holder[slot]
}

/** Next bundles modules more than once: only globalThis is the same everywhere. */
export function shareControl(control: Control): void {
  shared().control = control
}

export function getControl(): Control {
  const { control } = shared()
  if (!control) throw new Error('the control plane has not been started: run it through server/cli/web.ts')
  return control
}
