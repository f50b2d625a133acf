// Sign-in of people: better-auth with e-mail and password, sessions in the database. No public sign-up; of its endpoints
// only those below are reachable. An address is used to count attempts and stored as a prefix only.

import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { APIError } from 'better-auth/api'
import type { Logger } from 'pino'
import { type Address, formatAddress, parseAddress } from '@/server/core/geo/address'
import { jsonTypes, requireType } from '../content-type'
import type { PrismaClient } from '../db/client'
import { problemHeaders, ServiceError, toProblem } from '../errors'
import { addressPrefix } from '../geoip/network'
import { requireSameOrigin } from './same-origin'
import { type Attempt, createSignInLimit } from './sign-in-limit'

export type SessionUser = { id: string; email: string; name: string; role: string }
export type BrowserAuth = {
  /** `/api/auth/*`. `client` is what web found out about the caller; never a header of the caller's. */
  handle(request: Request, client: Client): Promise<Response>
  /** Who is signed in by these headers' cookie, or null. */
  sessionUser(headers: Headers): Promise<SessionUser | null>
}
export type Client = { address: Address | null; requestId: string }

const basePath = '/api/auth'
const signInPath = '/sign-in/email'
/** Those that begin a session, and would answer its token; a password is tried by each. */
const withToken = new Set([signInPath, '/change-password'])
const reachable = new Set([...withToken, '/sign-out'])
const cookiePrefix = 'geo'
const plainCookie = `${cookiePrefix}.session_token`
const secureCookie = `__Secure-${plainCookie}`
/** Whether a request carries a session's cookie at all; says nothing of its worth. */
export const sessionCookies = [plainCookie, secureCookie]
/** By https as web found it. */
const isSecure = (headers: Headers) => headers.get('x-forwarded-proto') === 'https'
/** The one that counts: over https one that http could have set does not, since anybody on the way may write that. */
export const sessionCookieOf = (headers: Headers): string => (isSecure(headers) ? secureCookie : plainCookie)
const clientHeader = 'x-geo-auth-client'
const weekS = 7 * 86_400

export type BrowserAuthSettings = { prisma: PrismaClient; secret: string; baseUrl: string; log: Pick<Logger, 'warn'> }

export function createBrowserAuth(settings: BrowserAuthSettings): BrowserAuth {
  // Cookies are Secure exactly where the browser came by https: one instance for each.
  const instances = { http: create(settings, false), https: create(settings, true) }
  const limit = createSignInLimit()
  return {
    sessionUser: (headers) => sessionUserOf(instances, headers),
    async handle(request, client) {
      const url = new URL(request.url)
      const path = url.pathname.slice(basePath.length)
      if (!reachable.has(path)) return problem(new ServiceError('not_found', 'There is no such endpoint.'), client)
      if (request.method !== 'GET') requireOwnJson(request.headers, url.host)
      const headers = new Headers(request.headers)
      headers.delete(clientHeader)
      if (client.address) headers.set(clientHeader, addressPrefix(client.address).split('/')[0] ?? '')
      const auth = url.protocol === 'https:' ? instances.https : instances.http
      const attempt = await attemptOf(instances, path, request, client)
      const waitS = attempt && (await limit.take(attempt))
      if (waitS !== null)
        return problem(
          new ServiceError('rate_limited', `Too many attempts. Wait ${waitS} s and try again.`, { retryAfterS: waitS }),
          client,
        )
      const answer = await auth.handler(new Request(request, { headers }))
      // A session that could not be read, which is the database nearly always.
      if (answer.status >= 500) throw notNow()
      if (!answer.ok || attempt === null) return answer
      await limit.giveBack(attempt)
      return withoutToken(answer)
    },
  }
}

function create({ prisma, secret, baseUrl, log }: BrowserAuthSettings, secure: boolean) {
  return betterAuth({
    appName: 'Resultity Geo',
    secret,
    baseURL: baseUrl,
    basePath,
    database: prismaAdapter(prisma, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 128 },
    user: { additionalFields: { role: { type: 'string', required: false, defaultValue: 'viewer', input: false } } },
    session: { expiresIn: weekS, updateAge: 86_400, cookieCache: { enabled: false } },
    databaseHooks: {
      session: { create: { before: async (session) => ({ data: { ...session, ipAddress: prefixOf(session.ipAddress) } }) } },
    },
    // Web decides what host and scheme a browser used; a form of another site has another origin.
    trustedOrigins: (request) => (request ? [new URL(request.url).origin] : []),
    // Counted by `sign-in-limit`, by the whole address, and only failures.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix,
      useSecureCookies: secure,
      ipAddress: { ipAddressHeaders: [clientHeader] },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    telemetry: { enabled: false },
    // It would print what it did not expect, and answer it with nothing.
    onAPIError: {
      onError(error) {
        if (!(error instanceof APIError)) throw error
      },
    },
    // What it throws is logged where it is caught; its own lines would come as text amid JSON.
    logger: { level: 'error', log: (_level, message, error) => log.warn({ err: error }, `sign-in: ${message}`) },
  })
}

const notNow = (cause?: unknown) =>
  new ServiceError('unavailable', 'Sign-in does not work just now. Try again shortly.', { retryAfterS: 5 }, { cause })

/** The library would take a form too, which names its account where nobody counts it. */
function requireOwnJson(headers: Headers, host: string): void {
  requireSameOrigin(headers, host)
  requireType({ type: headers.get('content-type'), encoding: headers.get('content-encoding') }, jsonTypes, 'application/json')
}

type Instances = Record<'http' | 'https', ReturnType<typeof create>>

async function sessionUserOf(instances: Instances, headers: Headers): Promise<SessionUser | null> {
  const auth = isSecure(headers) ? instances.https : instances.http
  const session = await auth.api.getSession({ headers }).catch((cause: unknown) => Promise.reject(notNow(cause)))
  return session && { id: session.user.id, email: session.user.email, name: session.user.name, role: session.user.role ?? 'viewer' }
}

/** Who tries a password, and whose: of one that is changed the session's, whoever else is named beside it. Null where none is tried. */
async function attemptOf(instances: Instances, path: string, request: Request, { address }: Client): Promise<Attempt | null> {
  if (!withToken.has(path)) return null
  const account = path === signInPath ? await namedIn(request) : (await sessionUserOf(instances, request.headers))?.email
  // An IPv6 client has more addresses than anybody could count: its network stands for all of them.
  const client = address === null ? 'unknown' : address.family === 6 ? addressPrefix(address) : formatAddress(address)
  return { client, account: account?.slice(0, 320).toLowerCase() ?? null }
}

async function namedIn(request: Request): Promise<string | undefined> {
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => null)
  const { email } = (body ?? {}) as { email?: unknown }
  return typeof email === 'string' ? email : undefined
}

/** The session's token is the cookie's business; no script needs to see it. */
async function withoutToken(answer: Response): Promise<Response> {
  const { user } = (await answer.json()) as { user: unknown }
  const headers = new Headers(answer.headers)
  headers.delete('content-length')
  return new Response(JSON.stringify({ user }), { status: answer.status, headers })
}

function prefixOf(text: string | null | undefined): string | null {
  const address = text ? parseAddress(text) : null
  return address && addressPrefix(address)
}

function problem(error: ServiceError, { requestId }: Client): Response {
  const body = toProblem(error, requestId)
  return new Response(JSON.stringify(body), { status: body.status, headers: problemHeaders(body) })
}
