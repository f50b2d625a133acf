import { uuidv7 } from 'uuidv7'
import { hashSecret } from '@/server/platform/auth/api-keys'
import type { Tx } from '../../transact'
import { auditRow } from '../audit/write'
import { bootstrapActor } from './actor'

/** The admin and gateway key with exactly this value. A revoked one stays revoked. */
export async function bootstrapKey(tx: Tx, secret: string | null, at: Date): Promise<void> {
  if (secret === null) return
  const secretHash = Buffer.from(hashSecret(secret), 'hex')
  if ((await tx.apiKey.findUnique({ where: { secretHash }, select: { id: true } })) !== null) return
  const key = {
    id: uuidv7(),
    name: 'BOOTSTRAP_API_KEY',
    // Of a secret that a person chose, even its beginning is too much to show.
    prefix: 'bootstrap',
    secretHash,
    scopes: ['admin', 'gateway'],
    createdBy: bootstrapActor.id,
    createdAt: at,
  }
  await tx.apiKey.create({ data: key })
  await auditRow(tx, bootstrapActor, at, null, {
    action: 'key.create',
    entity: 'key',
    entityId: key.id,
    detail: { name: key.name, scopes: key.scopes },
  })
  await tx.$executeRaw`SELECT pg_notify('keys', '')`
}
