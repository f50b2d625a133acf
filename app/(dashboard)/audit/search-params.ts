import { parseAsIsoDate, parseAsString } from 'nuqs/server'

/** The trail's filters by their names in the URL; each is `audit.list`'s of the same name. */
export const auditFilters = { entity: parseAsString, action: parseAsString, actor: parseAsString, entityId: parseAsString }
export const auditParams = {
  ...auditFilters,
  /** Days, both included, UTC. */
  from: parseAsIsoDate,
  to: parseAsIsoDate,
  event: parseAsString,
}
