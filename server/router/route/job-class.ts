// What is the same for all jobs that one key asks for under the same terms: found out for the first of them, and kept beside both.

import type { Terms } from '@/server/core/routing/terms'
import type { ApiKeyRecord } from '@/server/platform/auth/api-keys'
import type { Holder } from '../retry/attempts'
import { maySeeNode, tenantOf } from '../tenant'

export type JobClass = {
  /** Null where the layers conflict. */
  readonly holder: Holder | null
  /** May run anywhere. */
  readonly isGeneral: boolean
  /** The key may know which node serves. */
  readonly seesNode: boolean
}

const known = new WeakMap<ApiKeyRecord, WeakMap<Terms, JobClass>>()

/** `subcloud`: the job's. */
export function jobClassOf(key: ApiKeyRecord, terms: Terms, subcloud: string | null): JobClass {
  let ofKey = known.get(key)
  if (ofKey === undefined) {
    ofKey = new WeakMap()
    known.set(key, ofKey)
  }
  let found = ofKey.get(terms)
  if (found === undefined) {
    const boundary = terms.policy.stated
    found = {
      holder: boundary && { tenant: tenantOf(subcloud, key.id), subcloud, boundary },
      isGeneral: boundary?.kind === 'unrestricted',
      seesNode: maySeeNode(key, subcloud),
    }
    ofKey.set(terms, found)
  }
  return found
}
