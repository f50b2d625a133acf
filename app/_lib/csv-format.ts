import { csvCell } from '@/server/control/rest/csv'

type Cell = string | number | boolean | null
export type CsvColumn<T> = readonly [name: string, of: (row: T) => Cell]

/** RFC 4180 with a header, safe to open in a spreadsheet. */
export function csvOf<T>(columns: readonly CsvColumn<T>[], rows: readonly T[]): string {
  const lines = [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, of]) => csvCell(of(row))))]
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('')
}
