import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseAddress } from '@/server/core/geo/address'
import { type BrowserAuth, createBrowserAuth } from '@/server/platform/auth/browser-auth'
import { createPrisma } from '@/server/platform/db/client'
import { createTestDatabase, type TestDatabase } from '@/server/platform/testing/database'
import { bootstrap } from '../services/bootstrap/bootstrap'
import { explainDatabase } from './database-error'

const email = 'admin@example.com'
const password = 'correct horse battery'
const secret = 'a secret of at least thirty-two characters'
const baseUrl = 'http://localhost:3000'
let db: TestDatabase
let auth: BrowserAuth
beforeAll(async () => {
  db = await createTestDatabase()
  await bootstrap({ databaseUrl: db.url, env: { bootstrap: { adminEmail: email, adminPassword: password, apiKey: null } } })
})
// With nobody's attempts counted.
beforeEach(() => {
  auth = createBrowserAuth({
    prisma: db.prisma,
    secret,
    baseUrl,
    log: pino({ level: 'silent' }),
  })
})
afterAll(() => db.drop())

let clients = 1
const ask = (
  path: string,
  body: unknown,
  {
    origin = 'http://geo.test',
    headers = {},
    client = `198.51.100.${clients++}`,
  }: { origin?: string; headers?: Record<string, string>; client?: string } = {},
) =>
  auth.handle(
    new Request(
      `${origin}/api/auth${path}`,
      body === null
        ? { headers }
        : { method: 'POST', headers: { 'content-type': 'application/json', origin, ...headers }, body: JSON.stringify(body) },
    ),
    { address: parseAddress(client), requestId: 'test' },
  )
const signIn = (secret = password, options?: Parameters<typeof ask>[2]) => ask('/sign-in/email', { email, password: secret }, options)
const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0] ?? ''

describe('sign-in', () => {
  it('opens a session that says who it is, and signing out ends it', async () => {
    const answer = await signIn()
    expect(answer.status).toBe(200)
    const cookie = cookieOf(answer)
    expect(cookie).toMatch(/^geo\.session_token=.*HttpOnly; SameSite=Lax/)
    expect(cookie).not.toContain('Secure')
    const headers = new Headers({ cookie: cookie.split(';')[0] ?? '' })
    expect(await auth.sessionUser(headers)).toMatchObject({ email, role: 'admin', name: 'Admin' })
    await ask('/sign-out', {}, { headers: { cookie: headers.get('cookie') ?? '' } })
    expect(await auth.sessionUser(headers)).toBeNull()
  })

  it('changes a password for who knows the present one, signs the other browsers out, and tells no token', async () => {
    const cookies = (await Promise.all([signIn(), signIn()])).map((answer) => cookieOf(answer).split(';')[0] ?? '')
    const change = (currentPassword: string, newPassword: string) =>
      ask('/change-password', { currentPassword, newPassword, revokeOtherSessions: true }, { headers: { cookie: cookies[0] ?? '' } })
    expect((await change('not it', 'another horse')).status).toBe(400)
    expect((await change(password, 'short')).status).toBe(400)
    const changed = await change(password, 'another horse')
    expect([changed.status, Object.keys(await changed.json())]).toEqual([200, ['user']])
    for (const cookie of cookies) expect(await auth.sessionUser(new Headers({ cookie }))).toBeNull()
    const fresh = cookieOf(changed).split(';')[0] ?? ''
    expect(await auth.sessionUser(new Headers({ cookie: fresh }))).toMatchObject({ email })
    expect((await signIn()).status).toBe(401)
    cookies[0] = fresh
    expect((await change('another horse', password)).status).toBe(200)
  })

  it('keeps no address, only its prefix', async () => {
    await signIn(password, { client: '203.0.113.77' })
    const session = await db.prisma.session.findFirst({ orderBy: { createdAt: 'desc' } })
    expect(session?.ipAddress).toBe('203.0.113.0/24')
  })

  it('marks its cookies Secure where the browser came by https', async () => {
    const answer = await signIn(password, { origin: 'https://geo.test' })
    expect(cookieOf(answer)).toMatch(/^__Secure-geo\.session_token=.*Secure/)
    const cookie = cookieOf(answer).split(';')[0] ?? ''
    expect(await auth.sessionUser(new Headers({ cookie, 'x-forwarded-proto': 'https' }))).toMatchObject({ email })
  })

  it('takes over https no cookie that http could have set', async () => {
    const planted = cookieOf(await signIn()).split(';')[0] ?? ''
    expect(await auth.sessionUser(new Headers({ cookie: planted }))).toMatchObject({ email })
    expect(await auth.sessionUser(new Headers({ cookie: planted, 'x-forwarded-proto': 'https' }))).toBeNull()
  })

  it('refuses a wrong password and an unknown address alike, and the eleventh attempt without looking', async () => {
    const client = '192.0.2.200'
    const wrong = await signIn('wrong password', { client })
    const unknown = await ask('/sign-in/email', { email: 'nobody@example.com', password: 'wrong password' }, { client })
    expect([wrong.status, await wrong.json()]).toEqual([unknown.status, await unknown.json()])
    expect(wrong.status).toBe(401)
    for (let i = 2; i < 10; i++) await signIn('wrong password', { client })
    const late = await signIn(password, { client })
    expect(late.status).toBe(429)
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await signIn(password)).status).toBe(200)
  })

  it('counts all of an IPv6 network as one that tries', async () => {
    for (let i = 0; i < 10; i++) await signIn('wrong password', { client: `2001:db8:77:${i}::${i}` })
    expect((await signIn(password, { client: '2001:db8:77:ffff::1' })).status).toBe(429)
    expect((await signIn(password, { client: '2001:db8:78::1' })).status).toBe(200)
  })

  it('counts passwords that are tried to change one', async () => {
    const client = '192.0.2.201'
    const cookie = cookieOf(await signIn(password, { client })).split(';')[0] ?? ''
    const change = () =>
      ask('/change-password', { currentPassword: 'guess', newPassword: 'another horse' }, { client, headers: { cookie } })
    for (let i = 0; i < 10; i++) expect((await change()).status).toBe(400)
    expect((await change()).status).toBe(429)
  })

  it('lets nobody sign up, and serves nothing else of the library', async () => {
    expect((await ask('/sign-up/email', { email: 'new@example.com', password, name: 'x' })).status).toBe(404)
    for (const path of ['/get-session', '/update-user', '/delete-user', '/list-sessions', '/error', '/ok'])
      expect((await ask(path, null)).status).toBe(404)
    expect(await db.prisma.user.count()).toBe(1)
  })

  it('says so while the database is away', async () => {
    const away = createPrisma('postgres://nobody@127.0.0.1:1/nothing')
    const cut = createBrowserAuth({ prisma: away, secret, baseUrl, log: pino({ level: 'silent' }) })
    const client = { address: parseAddress('192.0.2.1'), requestId: 'test' }
    const headers = { 'content-type': 'application/json', origin: baseUrl }
    const signingIn = new Request(`${baseUrl}/api/auth/sign-in/email`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ email, password }),
    })
    const cookie = cookieOf(await signIn()).split(';')[0] ?? ''
    try {
      for (const asked of [cut.handle(signingIn, client), cut.sessionUser(new Headers({ cookie }))])
        expect(explainDatabase(await asked.catch((error: unknown) => error))).toMatchObject({
          code: 'unavailable',
          extra: { retryAfterS: 5 },
        })
    } finally {
      await away.$disconnect()
    }
  })

  it('takes JSON alone, by which attempts are counted', async () => {
    const form = { headers: { 'content-type': 'application/x-www-form-urlencoded' } }
    await expect(signIn(password, form)).rejects.toMatchObject({ code: 'unsupported_media_type' })
  })

  it('refuses another site’s form', async () => {
    const cookie = cookieOf(await signIn()).split(';')[0] ?? ''
    const foreigners: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ]
    for (const foreign of foreigners)
      await expect(ask('/sign-out', {}, { headers: { ...foreign, cookie } })).rejects.toMatchObject({
        code: 'forbidden',
      })
    expect(await auth.sessionUser(new Headers({ cookie }))).toMatchObject({ email })
  })
  it('counts attempts at one account from everywhere, and locks out nobody who was there before', async () => {
    const home = '198.51.100.254'
    expect((await signIn(password, { client: home })).status).toBe(200)
    const guess = (n: number) => signIn('guess', { client: `100.64.0.${n}` })
    for (let n = 0; n < 50; n++) await guess(n)
    expect((await guess(50)).status).toBe(429)
    expect((await signIn(password, { client: home })).status).toBe(200)
  })

  it('counts passwords that are tried to change one by whose session it is, from everywhere', async () => {
    const cookie = cookieOf(await signIn()).split(';')[0] ?? ''
    const guess = (n: number, named?: string) =>
      ask(
        '/change-password',
        { currentPassword: 'guess', newPassword: 'short', email: named },
        { client: `100.64.1.${n}`, headers: { cookie } },
      )
    for (let n = 0; n < 50; n++) expect((await guess(n, `${n}@example.com`)).status).toBe(400)
    expect((await guess(50)).status).toBe(429)
  })

  it('takes nobody for familiar who only names an account beside a password of its own', async () => {
    const client = '192.0.2.202'
    const cookie = cookieOf(await signIn(password, { client })).split(';')[0] ?? ''
    const victim = 'victim@example.com'
    const own = { currentPassword: password, newPassword: password, email: victim }
    expect((await ask('/change-password', own, { client, headers: { cookie } })).status).toBe(200)
    const guess = (from: string) => ask('/sign-in/email', { email: victim, password: 'guess' }, { client: from })
    for (let n = 0; n < 50; n++) await guess(`100.64.2.${n}`)
    expect((await guess(client)).status).toBe(429)
  })
})
