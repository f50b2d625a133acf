import { z } from 'zod'
import { keyScopes } from '@/server/control/services/keys/schemas'

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

export const keyForm = z
  .object({
    name: z.string().trim().min(1, 'What is it for?').max(120),
    scopes: z.array(z.enum(keyScopes)).min(1, 'At least one scope'),
    subcloud: z.string(),
    expiry: z.enum(Object.keys(expiries) as [Expiry, ...Expiry[]]),
    /** Empty: no limit. */
    rateLimit: z.union([z.literal(''), z.coerce.number<string>().positive('More than 0').max(1_000_000)]),
  })
  .refine(({ scopes, subcloud }) => !scopes.includes('owner') || subcloud !== '', {
    path: ['subcloud'],
    message: 'An owner’s key belongs to a Subcloud',
  })

export type KeyValues = z.input<typeof keyForm>

/** The form's values as the server wants them. */
export function keyInput({ name, scopes, subcloud, expiry, rateLimit }: z.output<typeof keyForm>, now: number) {
  return {
    name,
    scopes,
    subcloud: subcloud === '' ? null : subcloud,
    expiresAt: expiry === 'never' ? null : new Date(now + Number(expiry) * 86_400_000).toISOString(),
    rateLimit: rateLimit === '' ? null : rateLimit,
  }
}

/** A first call that shows the key at work, by its strongest scope. */
export function readyCurl(base: string, secret: string, scopes: readonly string[], subcloud: string | null): string {
  const authorization = `-H 'Authorization: Bearer ${secret}'`
  if (scopes.includes('gateway') || scopes.includes('admin') || scopes.includes('route')) {
    const body = {
      model: 'llama-3.1-8b-instruct',
      ...(subcloud ? { subcloud } : {}),
      ...(scopes.includes('route') && !scopes.includes('gateway') && !scopes.includes('admin') ? {} : { client: { ip: '193.51.24.1' } }),
      explain: 'summary',
    }
    return `curl -s ${base}/api/v1/route \\\n  ${authorization} \\\n  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(body)}'`
  }
  if (scopes.includes('endpoint')) {
    const body = { id: 'fra-1', role: 'cloud', region: 'eu-central', point: { lng: 8.68, lat: 50.11 } }
    return `curl -s ${base}/api/v1/endpoints/heartbeat \\\n  ${authorization} \\\n  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(body)}'`
  }
  return `curl -s ${base}/api/v1/${scopes.includes('owner') ? 'decisions' : 'zones'} \\\n  ${authorization}`
}
