import type { PrismaClient } from '@/server/platform/db/generated/client'
import type { Tx } from '../../transact'

/** By slug: whose a Subcloud was last, also those that are gone. */
export async function slugOwners(db: Tx | PrismaClient): Promise<Record<string, string>> {
  const rows = await db.subcloudOwner.findMany()
  return Object.fromEntries(rows.map(({ slug, owner }) => [slug, owner]))
}
