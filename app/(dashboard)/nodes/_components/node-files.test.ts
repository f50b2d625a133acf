import { expect, it } from 'vitest'
import type { NodeRow } from '@/server/control/services/nodes/schemas'
import { nodeFiles } from './node-files'

const row = (id: string, more: Partial<NodeRow> = {}) =>
  ({
    id,
    operator: 'op',
    models: ['a', 'b'],
    environments: ['mainnet'],
    point: [8.5, 50.25],
    country: 'DE',
    firstSeenAt: 0,
    lastSeenAt: 0,
    ...more,
  }) as NodeRow
const write = (extension: string, rows: NodeRow[]) => nodeFiles.find((format) => format.extension === extension)!.write(rows)

it('CSV has a header and a line a node, safe to open in a spreadsheet', () => {
  const [header, first, second] = write('csv', [row('0x1'), row('0x2', { operator: '=cmd()' })]).split('\r\n')
  const cells = (line = '') => Object.fromEntries(header!.split(',').map((name, i) => [name, line.split(',')[i]]))
  expect(cells(first)).toMatchObject({ id: '0x1', lng: '8.5', lat: '50.25', models: 'a b', lastSeenAt: '1970-01-01T00:00:00.000Z' })
  expect(cells(second).operator).toBe("'=cmd()")
})

it('GeoJSON has a point a node, and keeps those whose place nobody knows', () => {
  const { type, features } = JSON.parse(write('geojson', [row('0x1'), row('0x2', { point: null })]))
  expect(type).toBe('FeatureCollection')
  expect(features).toMatchObject([
    { type: 'Feature', id: '0x1', geometry: { type: 'Point', coordinates: [8.5, 50.25] }, properties: { country: 'DE' } },
    { type: 'Feature', id: '0x2', geometry: null },
  ])
})
