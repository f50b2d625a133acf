// The list of nodes as files. A node without a position is in the GeoJSON without a geometry (RFC 7946 §3.2), so that none is lost.

import type { NodeRow } from '@/server/control/services/nodes/schemas'
import type { FileFormat } from '../../../_components/export-menu'
import { type CsvColumn, csvOf } from '../../../_lib/csv-format'

const columns: readonly CsvColumn<NodeRow>[] = [
  ['id', (r) => r.id],
  ['condition', (r) => r.condition],
  ['trust', (r) => r.trust],
  ['zone', (r) => r.zone],
  ['country', (r) => r.country],
  ['subdivision', (r) => r.subdivision],
  ['lng', (r) => r.point?.[0] ?? null],
  ['lat', (r) => r.point?.[1] ?? null],
  ['operator', (r) => r.operator],
  ['network', (r) => r.network],
  ['gpu', (r) => r.gpu],
  ['vramGb', (r) => r.vramGb],
  ['slots', (r) => r.slots],
  ['free', (r) => r.free],
  ['failureRate', (r) => r.failureRate],
  ['models', (r) => r.models.join(' ')],
  ['environments', (r) => r.environments.join(' ')],
  ['version', (r) => r.version],
  ['simulated', (r) => r.simulated],
  ['firstSeenAt', (r) => new Date(r.firstSeenAt).toISOString()],
  ['lastSeenAt', (r) => new Date(r.lastSeenAt).toISOString()],
]

export const nodeFiles: readonly FileFormat<NodeRow>[] = [
  {
    extension: 'csv',
    label: 'CSV',
    type: 'text/csv',
    write: (rows) => csvOf(columns, rows),
  },
  { extension: 'json', label: 'JSON', type: 'application/json', write: (rows) => `${JSON.stringify(rows, null, 2)}\n` },
  {
    extension: 'geojson',
    label: 'GeoJSON',
    type: 'application/geo+json',
    write: (rows) => `${JSON.stringify({ type: 'FeatureCollection', features: rows.map(featureOf) })}\n`,
  },
]

function featureOf({ point, ...properties }: NodeRow) {
  return { type: 'Feature', id: properties.id, geometry: point && { type: 'Point', coordinates: point }, properties }
}
