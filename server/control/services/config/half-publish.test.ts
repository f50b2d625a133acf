// A half publish cannot exist: the database connection is killed before each statement of the transaction in turn, as when
// the process, the machine or Postgres dies there, and either nothing has happened or all of it.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '../../context'
import { createTestControl, type TestControl, userOf } from '../../testing/control'
import { publishSubclouds } from '../../testing/subclouds'
import { verifyChain } from '../audit/verify'
import { publishConfig } from './publish'
import { putPolicy } from './put-policy'
import { revertConfig } from './revert'
import { latestRevision } from './revision'

let test: TestControl
beforeAll(async () => {
  test = await createTestControl()
  await publishSubclouds(test)
})
afterAll(() => test.stop())

const fewestSteps = 4

/** The admin's context, whose transaction loses its connection before the statement of this number. */
function dyingAt(step: number): { ctx: Ctx; died: () => boolean } {
  const ctx = test.as(userOf('admin'))
  const { prisma } = ctx.control
  let at = 0
  let died = false
  type Tx = Parameters<Parameters<typeof prisma.$transaction>[0]>[0]
  const beforeEach = async (tx: Tx) => {
    if (at++ !== step) return
    died = true
    const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
    await test.db.pool.query('SELECT pg_terminate_backend($1)', [row!.pid])
  }
  const watched = <T extends object>(target: T, tx: Tx): T =>
    new Proxy(target, {
      get(object, key) {
        const value: unknown = Reflect.get(object, key)
        if (typeof value === 'function')
          return async (...args: unknown[]) => {
            await beforeEach(tx)
            return (value as (...all: unknown[]) => unknown).apply(object, args)
          }
        return typeof value === 'object' && value !== null && !String(key).startsWith('_') ? watched(value, tx) : value
      },
    })
  const dying = new Proxy(prisma, {
    get(object, key) {
      if (key === '$transaction')
        return (work: (tx: Tx) => Promise<unknown>, options: object) => prisma.$transaction((tx) => work(watched(tx, tx)), options)
      const value: unknown = Reflect.get(object, key)
      return typeof value === 'function' ? value.bind(object) : value
    },
  })
  return { ctx: { ...ctx, control: { ...ctx.control, prisma: dying } }, died: () => died }
}

async function state() {
  const [latest, revisions, audits] = await Promise.all([
    latestRevision(test.db.prisma),
    test.db.prisma.configRevision.count(),
    test.db.prisma.auditEvent.count(),
  ])
  return { latest, revisions, audits }
}

const verbs = {
  publish: async (ctx: Ctx, n: number) => {
    const { revision, config } = await latestRevision(test.db.prisma)
    return publishConfig({ ctx, input: { config: { ...config, models: [`model-${n}`] }, baseRevision: revision, comment: 'maybe' } })
  },
  revert: async (ctx: Ctx) => revertConfig({ ctx, input: { to: 1, comment: 'maybe' } }),
  putPolicy: async (ctx: Ctx, n: number) => {
    const { revision } = await latestRevision(test.db.prisma)
    return putPolicy({
      ctx,
      input: {
        slug: 'a',
        policy: { boundary: { allow: ['jurisdiction:EU27'] }, spillBudgetPct: n },
        baseRevision: revision,
        comment: 'maybe',
      },
    })
  },
}

describe.each(Object.entries(verbs).sort(([a]) => (a === 'revert' ? 1 : -1)))('%s', (_name, verb) => {
  it('is whole or not at all, wherever its connection dies', async () => {
    for (let step = 0; ; step++) {
      const before = await state()
      const { ctx, died } = dyingAt(step)
      const outcome = await verb(ctx, step).then(
        ({ revision }) => revision,
        () => null,
      )
      const after = await state()
      if (died()) {
        expect(outcome).toBeNull()
        expect(after).toEqual(before)
        expect(test.replica.snapshot().config.revision).toBe(before.latest.revision)
        continue
      }
      expect(step).toBeGreaterThanOrEqual(fewestSteps)
      expect(after).toMatchObject({
        latest: { revision: before.latest.revision + 1 },
        revisions: before.revisions + 1,
        audits: before.audits + 1,
      })
      expect(test.replica.snapshot().config.revision).toBe(outcome)
      break
    }
    expect(await verifyChain({ ctx: test.as(userOf('admin')) })).toMatchObject({ intact: true })
  })
})
