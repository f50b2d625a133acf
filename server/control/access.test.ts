// Who may do what, walked over everything that can be asked: each procedure × role, each route × scope.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashSecret, type Scope, scopes } from '@/server/platform/auth/api-keys'
import { type AccessLevel, accessLevels, mayAccess } from './access'
import { roles } from './actor'
import { handleRest } from './rest/handle'
import { routes } from './rest/routes'
import { bootstrapActor } from './services/bootstrap/actor'
import { createTestControl, keyOf, type TestControl, userOf } from './testing/control'
import { publishSubclouds } from './testing/subclouds'
import { createCaller, type Meta } from './trpc/init'
import { appRouter } from './trpc/router'

let test: TestControl
beforeAll(async () => {
  test = await createTestControl()
  await publishSubclouds(test)
})
afterAll(() => test.stop())

const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, { _def: { meta?: Partial<Meta>; type: string } }>)
const caller = createCaller(appRouter)
/** What each role may at all; a change of the rule has to be made here too. */
const expected: Record<Exclude<AccessLevel, 'public'>, readonly string[]> = {
  read: ['admin', 'owner', 'viewer'],
  own: ['admin', 'owner'],
  admin: ['admin'],
}
const expectedScopes: Record<AccessLevel, readonly Scope[]> = {
  public: scopes,
  read: ['read', 'owner', 'admin'],
  own: ['owner', 'admin'],
  admin: ['admin'],
}

type Asked = { code?: string; cause?: { code?: string } }
const call = async (path: string, actor: Parameters<TestControl['as']>[0]): Promise<Asked | null> => {
  const procedure = path.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], caller(test.as(actor))) as (
    input?: unknown,
  ) => Promise<unknown>
  return procedure(undefined).then(
    (value) => {
      // A subscription that starts is allowed; nobody listens to it here.
      void (value as AsyncIterable<unknown>)?.[Symbol.asyncIterator]?.().return?.()
      return null
    },
    (error: Asked) => error,
  )
}

describe('procedures', () => {
  it('there are some, and each declares its access', () => {
    expect(procedures.length).toBeGreaterThan(25)
    for (const [path, { _def }] of procedures)
      expect([path, Object.keys(expected)]).toEqual([path, expect.arrayContaining([_def.meta?.access])])
  })

  it.each(procedures.map(([path, { _def }]) => [path, _def.meta?.access as 'read' | 'own' | 'admin'] as const))(
    '%s is for %s',
    async (path, access) => {
      expect(await call(path, null)).toMatchObject({ code: 'UNAUTHORIZED' })
      for (const role of roles) {
        const refusal = await call(path, userOf(role))
        if (expected[access].includes(role)) expect(refusal?.code ?? '').not.toMatch(/UNAUTHORIZED|FORBIDDEN/)
        else expect(refusal).toMatchObject({ code: 'FORBIDDEN' })
      }
    },
  )
})

describe('routes', () => {
  const ask = (method: string, path: string, secret: string | null) => {
    const url = `http://web.test/api/v1${path.replace(/\{\w+\}/g, 'missing')}`
    const body = method === 'POST' || method === 'PUT' ? '{"nonsense":true}' : undefined
    return handleRest(
      new Request(url, {
        method,
        body,
        headers: {
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
        },
      }),
      test.control,
    )
  }
  const secretOf = (scope: Scope) => `key-of-scope-${scope}`

  beforeAll(async () => {
    for (const [i, scope] of scopes.entries()) {
      const secretHash = Buffer.from(hashSecret(secretOf(scope)), 'hex')
      await test.db.prisma.apiKey.create({
        data: {
          id: `00000000-0000-7000-8000-00000000000${i}`,
          name: scope,
          prefix: 'test',
          secretHash,
          scopes: [scope],
          subcloud: scope === 'owner' ? 'a' : null,
          createdBy: 'test',
        },
      })
    }
    await test.replica.refresh()
  })

  it('each declares its access, and only the document needs no key', () => {
    for (const route of routes) expect(Object.keys(accessLevels)).toContain(route.access)
    expect(routes.filter((route) => route.access === 'public').map((route) => route.path)).toEqual(['/openapi.json'])
    expect(new Set(routes.map((route) => `${route.method} ${route.path}`)).size).toBe(routes.length)
  })

  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', async (_name, route) => {
    for (const secret of [null, 'not-a-key-at-all']) {
      const { status } = await ask(route.method, route.path, secret)
      expect(status).toBe(route.access === 'public' ? 200 : 401)
    }
    for (const scope of scopes) {
      const answer = await ask(route.method, route.path, secretOf(scope))
      if (expectedScopes[route.access].includes(scope)) expect([200, 201, 400, 404, 422]).toContain(answer.status)
      else expect(await answer.json()).toMatchObject({ status: 403, code: 'forbidden' })
      await answer.body?.cancel().catch(() => {})
    }
  })

  it('p03 what is another’s answers like what is missing, before the body is looked at', async () => {
    const answers = await Promise.all(['missing', 'b'].map((slug) => ask('PUT', `/subclouds/${slug}/policy`, secretOf('owner'))))
    const bodies = await Promise.all(answers.map((answer) => answer.json()))
    expect(bodies[0]).toMatchObject({ status: 404, code: 'not_found' })
    expect(bodies[1]).toEqual(bodies[0])
  })

  it('an unknown path is 404, a wrong method 405 with what is allowed', async () => {
    expect((await ask('GET', '/nothing', secretOf('admin'))).status).toBe(404)
    const wrong = await ask('DELETE', '/zones', secretOf('admin'))
    expect([wrong.status, wrong.headers.get('allow'), wrong.headers.get('x-should-retry')]).toEqual([405, 'GET', 'false'])
  })
})

it('a key without a fitting scope, and nobody, may nothing', () => {
  for (const level of ['read', 'own', 'admin'] as const) {
    expect(mayAccess(null, level)).toBe(false)
    expect(mayAccess(keyOf(['route', 'gateway', 'endpoint']), level)).toBe(false)
  }
})

it('one fitting scope of a key’s is enough, and the product itself may everything', () => {
  expect(mayAccess(keyOf(['route', 'read']), 'read')).toBe(true)
  for (const level of ['read', 'own', 'admin'] as const) expect(mayAccess(bootstrapActor, level)).toBe(true)
})
