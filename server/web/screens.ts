import type { IncomingMessage } from 'node:http'
import { sessionCookies } from '@/server/platform/auth/browser-auth'

const open = /^\/(api|_next|sign-in|healthz|readyz|metrics)(\/|$)|\.[a-z0-9]+$/i

/** Where a stranger who asks for a screen is sent. A courtesy: whether a session is good is checked by layouts and procedures. */
export function signInFor(req: IncomingMessage, path: string): string | null {
  if (open.test(path) || (req.method !== 'GET' && req.method !== 'HEAD') || hasSession(req)) return null
  return signInAndBack(req)
}

/** Where a layout reads where to send somebody whose session no longer holds: inside Next the URL is out of sight. */
export const signInHeader = 'x-geo-sign-in'

export function signInAndBack(req: IncomingMessage): string {
  // Put behind a host, and not resolved against one: `//elsewhere` would name another.
  const wanted = new URL(`http://here${req.url ?? '/'}`)
  wanted.searchParams.delete('_rsc')
  const path = wanted.pathname + wanted.search
  return path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`
}

function hasSession(req: IncomingMessage): boolean {
  const cookies = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('=')[0] ?? '')
  return cookies.some((name) => sessionCookies.includes(name))
}
