// Rows of a table as files: CSV that a spreadsheet opens safely, JSON with the same names, and GeoJSON where rows have a place. A row
// without one is in it without a geometry (RFC 7946 §3.2), so that none is lost. Pure.

import type { LngLat } from '@/server/core/geo/place'
import type { FileFormat } from '../_components/export-menu'
import { type CsvColumn, csvOf } from './csv-format'

export function tableFiles<T>(columns: readonly CsvColumn<T>[], at?: (row: T) => LngLat | null): readonly FileFormat<T>[] {
  const flat = (row: T) => Object.fromEntries(columns.map(([name, of]) => [name, of(row)]))
  const csv: FileFormat<T> = { label: 'CSV', extension: 'csv', type: 'text/csv', write: (rows) => csvOf(columns, rows) }
  const json: FileFormat<T> = {
    label: 'JSON',
    extension: 'json',
    type: 'application/json',
    write: (rows) => `${JSON.stringify(rows.map(flat), null, 2)}\n`,
  }
  if (!at) return [csv, json]
  const featureOf = (row: T) => {
    const coordinates = at(row)
    return { type: 'Feature', geometry: coordinates && { type: 'Point', coordinates }, properties: flat(row) }
  }
  const geojson: FileFormat<T> = {
    label: 'GeoJSON',
    extension: 'geojson',
    type: 'application/geo+json',
    write: (rows) => `${JSON.stringify({ type: 'FeatureCollection', features: rows.map(featureOf) })}\n`,
  }
  return [csv, json, geojson]
}
