import type { Decision } from '@/server/core/routing/types'
import type { ApiKeyRecord } from '@/server/platform/auth/api-keys'

/** PLACEHOLDER */
export function explanation(decision: Decision, _key: ApiKeyRecord, _subcloud: string | null, _depth: 'summary' | 'full') {
  return { detail: decision.refusal?.detail ?? null, remedy: decision.refusal?.remedy ?? null }
}
