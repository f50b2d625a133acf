import type { AuditRow } from '@/server/control/services/audit/schemas'
import type { FileFormat } from '../../../_components/export-menu'
import { type CsvColumn, csvOf } from '../../../_lib/csv-format'

const columns: readonly CsvColumn<AuditRow>[] = [
  ['seq', (r) => r.seq],
  ['at', (r) => new Date(r.at).toISOString()],
  ['actorType', (r) => r.actor.type],
  ['actor', (r) => r.actor.name ?? r.actor.id],
  ['action', (r) => r.action],
  ['entity', (r) => r.entity],
  ['entityId', (r) => r.entityId],
  ['detail', (r) => JSON.stringify(r.detail)],
  ['requestId', (r) => r.requestId],
  ['hash', (r) => r.hash],
]

/** The trail with its hashes, so that the chain can be followed outside the product. */
export const auditFiles: readonly FileFormat<AuditRow>[] = [
  {
    extension: 'csv',
    label: 'CSV',
    type: 'text/csv',
    write: (rows) => csvOf(columns, rows),
  },
  { extension: 'json', label: 'JSON', type: 'application/json', write: (rows) => `${JSON.stringify(rows, null, 2)}\n` },
]
