import { createHash, randomBytes } from 'node:crypto'
import type { KeyGeo } from '@/server/core/routing/types'

export const scopes = ['route', 'gateway', 'endpoint', 'read', 'owner', 'admin'] as const
export type Scope = (typeof scopes)[number]

/** An API key as the replica holds it: everything but the secret. Times are epoch ms. */
export type ApiKeyRecord = {
  /** Whom its caller is known by: the same after a rotation. */
  id: string
  name: string
  scopes: readonly Scope[]
  /** What `route` and `owner` are bound to; null: general jobs only. */
  subcloud: string | null
  geo: KeyGeo | null
  /** Requests a second; null: no limit. */
  rateLimit: number | null
  simulated: boolean
  expiresAt: number | null
}

/** 32 random bytes, base64url, behind a prefix that secret scanners can recognise. */
export function newSecret(): string {
  return `rgeo_${randomBytes(32).toString('base64url')}`
}

/** SHA-256, hex: the secret has 256 bits of entropy, so a slow hash would protect nothing more. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** The secret of an `Authorization: Bearer …` header, or null. */
export function bearerSecret(authorization: string | undefined | null): string | null {
  const match = /^Bearer ([\x21-\x7e]{8,512})$/i.exec(authorization ?? '')
  return match ? match[1]! : null
}
