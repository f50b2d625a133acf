import type { ApiKeyModel } from '@/server/platform/db/generated/models'
import type { KeyRow } from './schemas'

export function toKeyRow(key: Omit<ApiKeyModel, 'secretHash'>, now: number): KeyRow {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scopes: key.scopes as KeyRow['scopes'],
    subcloud: key.subcloud,
    geo: key.geo as KeyRow['geo'],
    rateLimit: key.rateLimit,
    simulated: key.simulated,
    createdBy: key.createdBy,
    createdAt: key.createdAt.getTime(),
    expiresAt: key.expiresAt?.getTime() ?? null,
    revokedAt: key.revokedAt?.getTime() ?? null,
    status: key.revokedAt ? 'revoked' : key.expiresAt && key.expiresAt.getTime() <= now ? 'expired' : 'active',
  }
}
