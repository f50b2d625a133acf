import { z } from 'zod'
import type { KeyGeo } from '@/server/core/routing/types'
import { scopes } from '@/server/platform/auth/api-keys'
import { geoToken } from '@/server/platform/data-plane/decision'
import { describes } from '@/server/platform/describes'
import { pageOf, time } from '../wire'

const tokens = z.array(geoToken).optional()
const keyGeo = describes<KeyGeo>()(z.object({ prefer: tokens, only: tokens, deny: tokens }))

export const keyRow = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string().describe('First characters of the secret, to recognise it by'),
  scopes: z.array(z.enum(scopes)),
  subcloud: z.string().nullable(),
  geo: keyGeo.nullable(),
  rateLimit: z.number().nullable().describe('Requests a second; null: no limit'),
  simulated: z.boolean(),
  createdBy: z.string(),
  createdAt: time,
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
  status: z.enum(['active', 'expired', 'revoked']),
})
export const keyPage = pageOf(keyRow)
export const createdKey = z.object({ id: z.string(), secret: z.string().describe('In this one answer and nowhere else'), key: keyRow })
export const revokedKey = z.object({ id: z.string(), revokedAt: time })

export type KeyRow = z.infer<typeof keyRow>
export type CreatedKey = z.infer<typeof createdKey>
