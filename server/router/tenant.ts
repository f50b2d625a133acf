import type { ApiKeyRecord } from '@/server/platform/auth/api-keys'
import { ServiceError } from '@/server/platform/errors'

/** Whom a job belongs to: its Subcloud, else the key that asked. */
export function tenantOf(subcloud: string | null, keyId: string): string {
  return subcloud === null ? `key:${keyId}` : `subcloud:${subcloud}`
}

export function isNetworkKey(key: ApiKeyRecord): boolean {
  return key.scopes.includes('gateway') || key.scopes.includes('admin')
}

/**
 * The Subcloud a key asks for. `gateway` and `admin` may name any; any other key is held to the one it is bound to, also
 * when it names none, so that leaving the name out never escapes the policy. A foreign one is answered as a missing one.
 */
export function subcloudFor(key: ApiKeyRecord, named: string | null, subclouds: ReadonlyMap<string, unknown>): string | null {
  const slug = isNetworkKey(key) ? named : (named ?? key.subcloud)
  if (slug === null) return null
  const isAllowed = isNetworkKey(key) || slug === key.subcloud
  if (!isAllowed || !subclouds.has(slug))
    throw new ServiceError('unknown_subcloud', `There is no Subcloud ${JSON.stringify(slug)} for this API key.`)
  return slug
}

/** Whether the key may know which node serves a job: the network does not promise its users that. */
export function maySeeNode(key: ApiKeyRecord, subcloud: string | null): boolean {
  return isNetworkKey(key) || (key.scopes.includes('owner') && key.subcloud !== null && key.subcloud === subcloud)
}
