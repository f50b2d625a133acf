// Revisions as rows. JSON is parsed with the domain schema when read, so that a configuration written by an older
// version comes out with the defaults of this one.

import { createHash } from 'node:crypto'
import { type Config, configSchema } from '@/server/core/config/schema'
import { canonicalJson } from '@/server/core/json/canonical'
import type { Prisma, PrismaClient } from '@/server/platform/db/generated/client'
import type { ConfigRevisionModel } from '@/server/platform/db/generated/models'
import type { Actor } from '../../actor'
import type { Tx } from '../../transact'
import type { ConfigDocument } from './schemas'

export type Revision = { revision: number; config: Config; contentHash: string }

export function parseRevision(row: Pick<ConfigRevisionModel, 'revision' | 'config' | 'contentHash'>): Revision {
  return { revision: row.revision, config: configSchema.parse(row.config), contentHash: row.contentHash }
}

export function toDocument({ revision, config }: Pick<Revision, 'revision' | 'config'>): ConfigDocument {
  return { revision, ...config }
}

export async function latestRevision(db: Tx | PrismaClient): Promise<Revision> {
  return parseRevision(await db.configRevision.findFirstOrThrow({ orderBy: { revision: 'desc' } }))
}

export async function revisionNumbered(db: Tx | PrismaClient, revision: number): Promise<Revision | null> {
  const row = revision > 2_147_483_647 ? null : await db.configRevision.findUnique({ where: { revision } })
  return row && parseRevision(row)
}

/** Publishing is one after the other: whoever waited finds the revision of whoever came first. */
export async function lockPublishing(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('geo.config_publish'))`
}

export async function insertRevision(
  tx: Tx,
  { after, config, comment, actor, at }: { after: number; config: Config; comment: string; actor: Actor; at: Date },
): Promise<number> {
  const revision = after + 1
  await tx.configRevision.create({
    data: {
      revision,
      config: config as unknown as Prisma.InputJsonValue,
      contentHash: contentHash(config),
      basedOn: after === 0 ? null : after,
      comment,
      actorType: actor.type,
      actorId: actor.id,
      createdAt: at,
    },
  })
  return revision
}

/** Equal content, equal hash, whatever the order of its keys. */
export function contentHash(config: Config): string {
  return createHash('sha256').update(canonicalJson(config)).digest('hex')
}
