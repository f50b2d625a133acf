import type { KeyReferences } from '@/server/core/config/token-fields'
import type { PrismaClient } from '@/server/platform/db/client'
import type { Tx } from '../../transact'

/** API keys live outside the configuration, but what they narrow to must not be dropped from under them. */
export async function keyReferences(db: Tx | PrismaClient): Promise<KeyReferences[]> {
  const keys = await db.apiKey.findMany({ where: { revokedAt: null }, select: { name: true, geo: true } })
  return keys.map(({ name, geo }) => ({ name, geo: geo as KeyReferences['geo'] }))
}
