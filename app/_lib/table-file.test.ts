import { expect, it } from 'vitest'
import type { LngLat } from '@/server/core/geo/place'
import type { CsvColumn } from './csv-format'
import { tableFiles } from './table-file'

type Row = { name: string; jobs: number; at: LngLat | null }
const rows: Row[] = [
  { name: '=cmd', jobs: 3, at: [8.5, 50] },
  { name: 'a, "b"', jobs: 0, at: null },
]
const columns: readonly CsvColumn<Row>[] = [
  ['name', ({ name }) => name],
  ['jobs', ({ jobs }) => jobs],
  ['note', () => null],
]
const written = (files = tableFiles(columns, ({ at }) => at), of = rows) =>
  Object.fromEntries(files.map(({ extension, write }) => [extension, write(of)]))

it('writes CSV that no spreadsheet runs', () => {
  expect(written().csv).toBe(`name,jobs,note\r\n'=cmd,3,\r\n"a, ""b""",0,\r\n`)
})

it('writes the same as JSON, and as points where there is a place', () => {
  const flat = rows.map(({ name, jobs }) => ({ name, jobs, note: null }))
  expect(JSON.parse(written().json!)).toEqual(flat)
  expect(JSON.parse(written().geojson!).features).toEqual([
    { type: 'Feature', geometry: { type: 'Point', coordinates: [8.5, 50] }, properties: flat[0] },
    { type: 'Feature', geometry: null, properties: flat[1] },
  ])
})

it('offers no GeoJSON of rows that are nowhere, and writes an empty table', () => {
  expect(written(tableFiles(columns), [])).toEqual({ csv: 'name,jobs,note\r\n', json: '[]\n' })
})
