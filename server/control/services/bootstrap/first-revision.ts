import { defaultConfig } from '@/server/core/config/default'
import { normaliseConfig } from '@/server/core/config/normalise'
import { canonicalJson } from '@/server/core/json/canonical'
import type { Tx } from '../../transact'
import { auditRow } from '../audit/write'
import { insertRevision, lockPublishing } from '../config/revision'
import { bootstrapActor } from './actor'

export async function firstRevision(tx: Tx, at: Date): Promise<void> {
  await lockPublishing(tx)
  if ((await tx.configRevision.findFirst({ select: { revision: true } })) !== null) return
  const comment = 'The configuration that an installation starts with'
  const revision = await insertRevision(tx, {
    after: 0,
    text: canonicalJson(normaliseConfig(defaultConfig())),
    comment,
    actor: bootstrapActor,
    at,
  })
  await auditRow(tx, bootstrapActor, at, null, {
    action: 'config.publish',
    entity: 'config',
    entityId: String(revision),
    detail: { comment },
  })
  await tx.$executeRaw`SELECT pg_notify('config', '')`
}
