import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client'
import { patienceMs, serverPatience } from './pool'

export type { PrismaClient } from './generated/client'
export { Prisma } from './generated/client'

export function createPrisma(url: string, { max = 10 }: { max?: number } = {}): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg(
      { connectionString: url, max, connectionTimeoutMillis: 5_000, query_timeout: patienceMs, ...serverPatience() },
      { onPoolError: () => {}, onConnectionError: () => {} },
    ),
  })
}
