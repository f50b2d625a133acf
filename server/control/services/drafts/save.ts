import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { limits } from '@/server/core/config/schema'
import { unstorablePath } from '@/server/core/json/storable'
import { ServiceError } from '@/server/platform/errors'
import { isDeeperThan } from '@/server/platform/json-depth'
import { notFound } from '../../reach'
import type { Verb } from '../../verb'
import type { SavedDraft, saveDraftInput } from './schemas'
import { requirePerson, requireScope } from './scope'

type Saved = { id: string; version: number; updated_at: Date }

const maxDepth = 32
const policyBytes = 1024 * 1024

/** Autosave: compared and set on the version, so that of two tabs the second hears of the first. Changes nothing that routes. */
export async function saveDraft({ ctx, input }: Verb<z.output<typeof saveDraftInput>>): Promise<SavedDraft> {
  requirePerson(ctx.actor)
  const { actor, control } = ctx
  const { scope, baseRevision, version } = input
  requireScope(actor, scope, control.replica.snapshot().config)
  const base = await control.prisma.configRevision.findUnique({ where: { revision: baseRevision }, select: { revision: true } })
  if (!base) throw notFound('revision')
  const document = storable(input.document, scope === 'config' ? limits.configBytes : policyBytes)
  const at = new Date(control.now())
  const [row] =
    version === null
      ? await control.prisma.$queryRaw<Saved[]>`
          INSERT INTO config_drafts (id, user_id, scope, base_revision, document, created_at, updated_at)
          VALUES (${uuidv7()}::uuid, ${actor.id}, ${scope}, ${baseRevision}, ${document}::jsonb, ${at}, ${at})
          ON CONFLICT (user_id, scope) DO NOTHING RETURNING id, version, updated_at`
      : await control.prisma.$queryRaw<Saved[]>`
          UPDATE config_drafts SET document = ${document}::jsonb, base_revision = ${baseRevision}, version = version + 1, updated_at = ${at}
          WHERE user_id = ${actor.id} AND scope = ${scope} AND version = ${version} RETURNING id, version, updated_at`
  if (row) return { id: row.id, version: row.version, updatedAt: row.updated_at.getTime() }
  throw new ServiceError('conflict', 'This draft was changed in another tab or window. Take that one, or save yours over it.')
}

/** As text, within limits that hold before the database looks at it. */
function storable(document: Record<string, unknown>, maxBytes: number): string {
  const text = JSON.stringify(document)
  const bytes = Buffer.from(text)
  if (bytes.length > maxBytes) throw new ServiceError('too_large', `This draft is larger than ${maxBytes / 1024 / 1024} MiB.`)
  if (isDeeperThan(bytes, maxDepth)) throw new ServiceError('invalid_request', `The draft is nested deeper than ${maxDepth} levels.`)
  if (unstorablePath(document)) throw new ServiceError('invalid_request', 'The draft has characters that cannot be stored.')
  return text
}
