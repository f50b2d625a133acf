import type { Machine } from './machine'
import type { Result } from './result'

export function printTable(machine: Machine, results: readonly Result[], write: (line: string) => void): void {
  write(`${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB · ${machine.os} · node ${machine.node} · V8 ${machine.v8}`)
  write(
    `product ${machine.version} · HAProxy ${machine.haproxy ?? 'absent'} · wrk ${machine.wrk ?? 'absent'} · gdnsd ${machine.gdnsd ?? 'absent'} · load 1 min ${machine.load} · ${machine.at}`,
  )
  write('')
  const rows = results.map((result) => [
    result.name,
    result.value === null ? 'null' : grouped(result.value),
    result.unit,
    result.low === undefined || result.high === undefined ? '' : `${grouped(result.low)} – ${grouped(result.high)}`,
    result.spreadPct === undefined ? '' : `${result.spreadPct.toFixed(1)} %`,
    result.rounds === undefined ? '' : String(result.rounds),
    result.note ?? '',
  ])
  const head = ['name', 'median', 'unit', 'lowest – highest', 'middle half', 'rounds', 'note']
  const widths = head.map((title, column) =>
    column === head.length - 1 ? 0 : Math.max(title.length, ...rows.map((row) => row[column]!.length)),
  )
  const isRight = (column: number) => column === 1 || column === 3 || column === 4 || column === 5
  for (const row of [head, widths.map((width) => '─'.repeat(Math.max(4, width))), ...rows])
    write(
      row
        .map((cell, column) => (isRight(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
}

const grouped = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: value >= 100 ? 0 : 3 })
