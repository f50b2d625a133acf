import { z } from 'zod'
import { slug } from '@/server/core/config/schema'
import { instant } from '../wire'

export type { CreatedKey, KeyRow } from './answers'

export const keyScopes = ['route', 'gateway', 'endpoint', 'read', 'owner', 'admin'] as const

/** Strings here, tokens once the verb has parsed them: it names the suggestions for a bare one. */
const tokenTexts = z.array(z.string().max(64)).max(500)

export const createKeyInput = z.strictObject({
  name: z.string().trim().min(1).max(120),
  scopes: z.array(z.enum(keyScopes)).min(1, 'at least one scope').max(keyScopes.length),
  subcloud: slug.nullish(),
  expiresAt: instant.nullish(),
  geo: z
    .strictObject({
      prefer: tokenTexts.optional(),
      only: tokenTexts.min(1, 'an empty list would allow nothing').optional(),
      deny: tokenTexts.optional(),
    })
    .nullish(),
  /** Requests a second. */
  rateLimit: z.number().positive().max(1_000_000).nullish(),
  /** What is routed under it is the demonstration world's; refused elsewhere. */
  simulated: z.boolean().default(false),
})
export const keyIdInput = z.strictObject({ id: z.string().max(100) })
/** For how long the old secret goes on opening: at most 30 days. */
export const rotateKeyInput = keyIdInput.extend({
  overlapS: z
    .number()
    .int()
    .min(0)
    .max(30 * 86_400)
    .default(86_400),
})
