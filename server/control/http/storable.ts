import { unstorablePath } from '@/server/core/json/storable'
import { ServiceError } from '@/server/platform/errors'

/** Refuses a document with text in it that PostgreSQL cannot keep, whichever verb would have stored it. */
export function requireStorable(document: unknown): void {
  const path = unstorablePath(document)?.join('.')
  if (path === undefined) return
  const message = 'well-formed text without NUL'
  throw new ServiceError('invalid_request', path ? `${path}: ${message}` : `Send ${message}.`, { errors: [{ path, message }] })
}
