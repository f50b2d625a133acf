// Revisions as rows. JSON is parsed with the domain schema when read, so that a configuration written by an older
// version comes out with the defaults of this one.

import { createHash } from 'node:crypto'
import { type Config, configSchema } from '@/server/core/config/schema'
import type { PrismaClient } from '@/server/platform/db/generated/client'
import type { ConfigRevisionModel } from '@/server/platform/db/generated/models'
import type { Replica } from '@/server/replica/types'
import type { Actor } from '../../actor'
import type { ConfigText } from '../../examiner/ask'
import type { Tx } from '../../transact'
import type { ConfigDocument } from './schemas'

/** What the column holds. */
const mostRevisions = 2_147_483_647

export type Revision = { revision: number; config: Config }

function parseRevision(row: Pick<ConfigRevisionModel, 'revision' | 'config'>): Revision {
  return { revision: row.revision, config: configSchema.parse(row.config) }
}

export function toDocument({ revision, config }: Pick<Revision, 'revision' | 'config'>): ConfigDocument {
  return { revision, ...config }
}

export async function latestNumber(db: Tx | PrismaClient): Promise<number> {
  const { revision } = await db.configRevision.findFirstOrThrow({ select: { revision: true }, orderBy: { revision: 'desc' } })
  return revision
}

/** Out of memory where the replica has it already: reading a large one takes a while. */
export async function latestRevision(db: Tx | PrismaClient, replica?: Replica): Promise<Revision> {
  const revision = await latestNumber(db)
  const known = replica?.snapshot().config
  if (known?.revision === revision) return { revision, config: known.source }
  return parseRevision(await db.configRevision.findUniqueOrThrow({ where: { revision } }))
}

export async function revisionNumbered(db: Tx | PrismaClient, revision: number): Promise<Revision | null> {
  const row = revision > mostRevisions ? null : await db.configRevision.findUnique({ where: { revision } })
  return row && parseRevision(row)
}

/** Publishing is one after the other: whoever waited finds the revision of whoever came first. */
export async function lockPublishing(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('geo.config_publish'))`
}

export async function insertRevision(
  tx: Tx,
  { after, text, comment, actor, at }: { after: number; text: ConfigText; comment: string; actor: Actor; at: Date },
): Promise<number> {
  const revision = after + 1
  // As text: making it of a large document, and Prisma's reading of that, would hold the process up.
  await tx.$executeRaw`
    INSERT INTO config_revisions (revision, config, content_hash, based_on, comment, actor_type, actor_id, created_at)
    VALUES (${revision}, ${text}::jsonb, ${contentHash(text)}, ${after === 0 ? null : after}, ${comment}, ${actor.type}, ${actor.id}, ${at})`
  return revision
}

/** An old one as the next: as it stands, without reading it. Null where there is none of that number. */
export async function repeatRevision(
  tx: Tx,
  { to, after, comment, actor, at }: { to: number; after: number; comment: string; actor: Actor; at: Date },
): Promise<number | null> {
  if (to > mostRevisions) return null
  const revision = after + 1
  const inserted = await tx.$executeRaw`
    INSERT INTO config_revisions (revision, config, content_hash, based_on, comment, actor_type, actor_id, created_at)
    SELECT ${revision}, config, content_hash, ${after}, ${comment}, ${actor.type}, ${actor.id}, ${at} FROM config_revisions WHERE revision = ${to}`
  return inserted === 0 ? null : revision
}

/** Of the canonical text: equal content, equal hash. */
function contentHash(text: ConfigText): string {
  return createHash('sha256').update(text).digest('hex')
}
