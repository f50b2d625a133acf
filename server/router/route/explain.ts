import type { Decision } from '@/server/core/routing/types'
import { type Viewer, viewRefusal, viewTrace } from '@/server/core/routing/views'
import type { ApiKeyRecord } from '@/server/platform/auth/api-keys'
import { isNetworkKey } from '../tenant'

/** How a decision came about, and for a refusal what would make it succeed, as far as this key may know. */
export function explanation(decision: Decision, key: ApiKeyRecord, depth: 'summary' | 'full') {
  const viewer = viewerOf(key)
  const refusal = viewRefusal(decision, viewer)
  return { ...(refusal ? { remedy: refusal.remedy } : {}), trace: viewTrace(decision.trace, viewer, depth) }
}

// A gateway is told which node serves each of its jobs, so there is nothing to keep from it.
function viewerOf(key: ApiKeyRecord): Viewer {
  if (isNetworkKey(key)) return { role: 'admin' }
  return key.scopes.includes('owner') && key.subcloud !== null ? { role: 'owner', subcloud: key.subcloud } : { role: 'consumer' }
}
