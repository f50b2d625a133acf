import { expect, it } from 'vitest'
import type { LngLat } from '@/server/core/geo/place'
import { tableFiles } from './table-file'

const rows: { name: string; jobs: number; at: LngLat | null }[] = [
  { name: '=cmd', jobs: 3, at: [8.5, 50] },
  { name: 'a, "b"', jobs: 0, at: null },
]
const flat = ({ name, jobs }: (typeof rows)[number]) => ({ name, jobs, note: null })
const written = (files = tableFiles(rows, flat, ({ at }) => at)) => Object.fromEntries(files.map((file) => [file.extension, file.write()]))

it('writes CSV that no spreadsheet runs', () => {
  expect(written().csv).toBe(`name,jobs,note\r\n'=cmd,3,\r\n"a, ""b""",0,\r\n`)
})

it('writes the same as JSON, and as points where there is a place', () => {
  expect(JSON.parse(written().json!)).toEqual(rows.map(flat))
  expect(JSON.parse(written().geojson!).features).toEqual([
    { type: 'Feature', geometry: { type: 'Point', coordinates: [8.5, 50] }, properties: flat(rows[0]!) },
  ])
})

it('offers no GeoJSON of rows that are nowhere, and writes an empty table', () => {
  expect(Object.keys(written(tableFiles(rows, flat)))).toEqual(['csv', 'json'])
  expect(written(tableFiles([], flat))).toEqual({ csv: '\r\n', json: '[]\n' })
})
