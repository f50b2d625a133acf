// Who a browser is. While Postgres is away a session that was good before is honoured for a while, so that the dashboard
// can say what is wrong instead of throwing everybody out.

import { type SessionUser, sessionCookieOf } from '@/server/platform/auth/browser-auth'
import { type Actor, type Role, roles } from '../actor'
import type { Control, Ctx } from '../context'

const honouredMs = 15 * 60_000
/** Each time it is a question to the database. */
const stillEveryMs = 10_000

export async function sessionCtx(control: Control, headers: Headers): Promise<Ctx> {
  const actor = async () => {
    const user = await sessionUser(control, headers)
    return user && toActor(user)
  }
  return { control, actor: await actor(), requestId: headers.get('x-request-id'), still: { everyMs: stillEveryMs, actor } }
}

async function sessionUser(control: Control, headers: Headers): Promise<SessionUser | null> {
  const cookie = tokenOf(headers)
  if (cookie === null) return null
  const known = control.sessions
  const now = control.now()
  const last = known.get(cookie)
  const isHonoured = () => last !== undefined && now - last.at <= honouredMs && !control.replica.status().connected
  // A database that does not answer would hold up whoever asks it.
  if (isHonoured()) return last!.user
  try {
    const user = await control.auth.sessionUser(headers)
    known.delete(cookie)
    if (user) known.set(cookie, { at: now, user })
    for (const [token, { at }] of known) if (now - at > honouredMs || known.size > 10_000) known.delete(token)
    return user
  } catch (error) {
    if (isHonoured()) return last!.user
    throw error
  }
}

function tokenOf(headers: Headers): string | null {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim())
  const name = sessionCookieOf(headers)
  return pairs.find((pair) => pair.startsWith(`${name}=`)) ?? null
}

/** An unknown role may do nothing. */
function toActor(user: SessionUser): Actor | null {
  if (!roles.includes(user.role as Role)) return null
  return { type: 'user', id: user.id, email: user.email, name: user.name, role: user.role as Role }
}
