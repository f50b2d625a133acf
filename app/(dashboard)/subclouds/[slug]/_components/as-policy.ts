import { type Policy, policySchema } from '@/server/core/config/schema'

/**
 * A draft as the form can show it: every part there, of the shape it has to be. A single value may be wrong still, while it is
 * being typed; null for what is no policy at all.
 */
export function asPolicy(document: unknown): Policy | null {
  const parsed = policySchema.safeParse(document)
  if (parsed.success) return parsed.data
  const isOnlyValues = parsed.error.issues.every(({ code }) => code !== 'invalid_type' && code !== 'unrecognized_keys')
  if (!isOnlyValues || !isRecord(document) || !isRecord(document.participation)) return null
  const standard = policySchema.parse({})
  const participation = { ...standard.participation, ...document.participation }
  return { ...standard, ...document, participation } as Policy
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
