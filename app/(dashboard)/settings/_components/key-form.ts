import { z } from 'zod'
import { keyScopes } from '@/server/control/services/keys/schemas'
import { geoToken } from '@/server/core/config/schema'
import { splitTokens } from './split-tokens'

export const scopeWords: Record<(typeof keyScopes)[number], string> = {
  route: 'ask for decisions, as itself',
  gateway: 'ask for decisions on behalf of clients, and state where they are',
  endpoint: 'report as a Cloud or Network endpoint',
  read: 'read zones, nodes, coverage and the log',
  owner: 'read and change one Subcloud',
  admin: 'everything',
}

export const expiries = { never: 'Never', '7': 'In 7 days', '30': 'In 30 days', '90': 'In 90 days', '365': 'In a year' } as const
export type Expiry = keyof typeof expiries

const tokens = z
  .string()
  .transform(splitTokens)
  .superRefine((list, { addIssue }) => {
    const bad = list.filter((token) => !geoToken.safeParse(token).success)
    if (bad.length > 0) addIssue({ code: 'custom', message: `${bad.join(', ')}: write zone:EU, country:DE or jurisdiction:EU27` })
  })

export const keyForm = z
  .object({
    name: z.string().trim().min(1, 'What is it for?').max(120),
    scopes: z.array(z.enum(keyScopes)).min(1, 'At least one scope'),
    subcloud: z.string(),
    expiry: z.enum(Object.keys(expiries) as [Expiry, ...Expiry[]]),
    /** Empty: no limit. */
    rateLimit: z.union([z.literal(''), z.coerce.number<string>().positive('More than 0').max(1_000_000)]),
    prefer: tokens,
    only: tokens,
    deny: tokens,
  })
  .refine(({ scopes, subcloud }) => !scopes.includes('owner') || subcloud !== '', {
    path: ['subcloud'],
    message: 'An owner’s key belongs to a Subcloud',
  })

export type KeyValues = z.input<typeof keyForm>

/** The form's values as the server wants them. */
export function keyInput(values: z.output<typeof keyForm>, now: number) {
  const { name, scopes, subcloud, expiry, rateLimit } = values
  // An empty `only` would allow nothing: what was not written is left out.
  const geo = Object.fromEntries(
    (['prefer', 'only', 'deny'] as const).flatMap((key) => (values[key].length > 0 ? [[key, values[key]]] : [])),
  )
  return {
    name,
    scopes,
    subcloud: subcloud === '' ? null : subcloud,
    expiresAt: expiry === 'never' ? null : new Date(now + Number(expiry) * 86_400_000).toISOString(),
    rateLimit: rateLimit === '' ? null : rateLimit,
    geo: Object.keys(geo).length === 0 ? null : geo,
  }
}

/** What binding it to a Subcloud, or not, means for these scopes. */
export function bindingHint(scopes: readonly string[], subcloud: string): string {
  if (scopes.includes('admin')) return 'an admin key reaches every Subcloud'
  if (scopes.includes('owner') && subcloud === '') return 'needed for the scope owner'
  if (scopes.includes('gateway')) return 'a gateway may name any Subcloud'
  if (scopes.includes('route')) return subcloud === '' ? 'none: general jobs only' : 'its jobs are this Subcloud’s'
  return subcloud === '' ? 'none: it sees the whole network' : 'it sees this Subcloud only'
}
