import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { inject } from 'vitest'
import { createPrisma, type PrismaClient } from '../db/client'
import { createPool } from '../db/pool'
import { administer, withDatabase } from './postgres'

export type TestDatabase = {
  url: string
  pool: Pool
  prisma: PrismaClient
  /** Closes the pool and the client, and removes the database, whoever is still connected. */
  drop(): Promise<void>
}

/** A database of one's own: migrated, with the decisions' partitions, and empty. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl, template } = inject('postgres')
  const name = `geo_test_${process.pid}_${randomBytes(6).toString('hex')}`
  await administer(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  const url = withDatabase(adminUrl, name)
  const pool = createPool(url, { max: 5, applicationName: 'test' })
  const prisma = createPrisma(url, { max: 5 })
  return {
    url,
    pool,
    prisma,
    async drop() {
      await prisma.$disconnect()
      await pool.end()
      await administer(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    },
  }
}
