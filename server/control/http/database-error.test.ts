import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPrisma } from '@/server/platform/db/client'
import { createPool } from '@/server/platform/db/pool'
import { createTestDatabase, type TestDatabase } from '@/server/platform/testing/database'
import { explainDatabase } from './database-error'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())

const nowhere = 'postgres://nobody@127.0.0.1:1/nothing'
const explained = (work: Promise<unknown>) => work.then(() => null, explainDatabase)
const unavailable = { code: 'unavailable', extra: { retryAfterS: 5 } }

describe('a database that is away is 503', () => {
  it('when nobody listens', async () => {
    const [pool, prisma] = [createPool(nowhere), createPrisma(nowhere)]
    expect(await explained(pool.query('SELECT 1'))).toMatchObject(unavailable)
    expect(await explained(prisma.user.count())).toMatchObject(unavailable)
    expect(await explained(prisma.$transaction((tx) => tx.user.count()))).toMatchObject(unavailable)
    await Promise.all([pool.end(), prisma.$disconnect()])
  })

  it('when it is only starting up, or going down', async () => {
    const refusal = Buffer.from('SFATAL\0C57P03\0Mthe database system is starting up\0\0')
    const size = Buffer.alloc(4)
    size.writeUInt32BE(4 + refusal.length)
    const server = createServer((socket) => socket.once('data', () => socket.end(Buffer.concat([Buffer.from('E'), size, refusal]))))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const starting = `postgres://nobody@127.0.0.1:${(server.address() as AddressInfo).port}/nothing`
    const [pool, prisma] = [createPool(starting), createPrisma(starting)]
    expect(await explained(pool.query('SELECT 1'))).toMatchObject(unavailable)
    expect(await explained(prisma.user.count())).toMatchObject(unavailable)
    expect(await explained(prisma.$transaction((tx) => tx.user.count()))).toMatchObject(unavailable)
    await Promise.all([pool.end(), prisma.$disconnect()])
    server.close()
  })

  it('when it does not answer', async () => {
    const pool = createPool(db.url, { queryTimeoutMs: 100 })
    expect(await explained(pool.query('SELECT pg_sleep(60)'))).toMatchObject({
      ...unavailable,
      message: expect.stringContaining('in time'),
    })
    await pool.end()
  })

  it('when it gave up what it was asked', async () => {
    const impatient = 'SET LOCAL statement_timeout = 50'
    const [byPool, byPrisma] = await Promise.all([
      explained(db.pool.query(`${impatient}; SELECT pg_sleep(60)`)),
      explained(db.prisma.$transaction(async (tx) => [await tx.$executeRawUnsafe(impatient), await tx.$queryRaw`SELECT pg_sleep(60)`])),
    ])
    for (const error of [byPool, byPrisma]) expect(error).toMatchObject({ ...unavailable, message: expect.stringContaining('in time') })
  })

  it('when all connections wait for one that does not', async () => {
    const prisma = createPrisma(db.url, { max: 1 })
    await prisma.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1`
      expect(await explained(prisma.$transaction((other) => other.user.count(), { maxWait: 100 }))).toMatchObject(unavailable)
    })
    await prisma.$disconnect()
  })
})

it('what else goes wrong in it is not', async () => {
  expect(await explained(db.pool.query('SELECT nonsense'))).not.toMatchObject(unavailable)
  expect(await explained(db.prisma.$queryRaw`SELECT nonsense`)).not.toMatchObject(unavailable)
})
