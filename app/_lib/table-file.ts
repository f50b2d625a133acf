// Rows of a table as files: CSV that a spreadsheet opens safely, JSON with the same names, GeoJSON where rows have a place. Pure.

import { csvCell } from '@/server/control/rest/csv'
import type { LngLat } from '@/server/core/geo/place'

export type Cell = string | number | boolean | null
/** A row's values by the name of their column, in its order. */
export type Flat<T> = (row: T) => Readonly<Record<string, Cell>>

export type TableFile = { label: string; extension: string; type: string; write: () => string }

/** `at`: where a row is; null for those that are left out of the map. */
export function tableFiles<T>(rows: readonly T[], flat: Flat<T>, at?: (row: T) => LngLat | null): TableFile[] {
  const files: TableFile[] = [
    { label: 'CSV', extension: 'csv', type: 'text/csv', write: () => toCsv(rows.map(flat)) },
    { label: 'JSON', extension: 'json', type: 'application/json', write: () => `${JSON.stringify(rows.map(flat), null, 2)}\n` },
  ]
  if (at) files.push({ label: 'GeoJSON', extension: 'geojson', type: 'application/geo+json', write: () => toGeoJson(rows, flat, at) })
  return files
}

function toCsv(rows: readonly Readonly<Record<string, Cell>>[]): string {
  const names = Object.keys(rows[0] ?? {})
  return [names.join(','), ...rows.map((row) => names.map((name) => csvCell(row[name] ?? null)).join(','))]
    .map((line) => `${line}\r\n`)
    .join('')
}

function toGeoJson<T>(rows: readonly T[], flat: Flat<T>, at: (row: T) => LngLat | null): string {
  const features = rows.flatMap((row) => {
    const place = at(row)
    return place === null ? [] : [{ type: 'Feature', geometry: { type: 'Point', coordinates: place }, properties: flat(row) }]
  })
  return `${JSON.stringify({ type: 'FeatureCollection', features })}\n`
}
