import { Check, TriangleAlert } from 'lucide-react'
import type { CoverageRow } from '@/server/control/services/zones/schemas'
import { count } from '../../_lib/format'
import { Table, TableBox, Td, Th } from '../ui/table'

/** Have over need, model by model; what is missing stands in words below each. */
export function CoverageTable({ rows, zone }: { rows: readonly CoverageRow[]; zone: string }) {
  if (rows.length === 0) return <p className="text-muted">No model has nodes or demand here.</p>
  return (
    <TableBox label={`Capacity by model in ${zone}`} className="-mx-1">
      <Table className="[&_td]:px-1 [&_th]:px-1">
        <thead>
          <tr>
            {['Model', 'Nodes', 'Free', 'Slots'].map((header, i) => (
              <Th key={header} className={i === 0 ? undefined : 'text-right'}>
                {header}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.model}>
              <Td className="max-w-36">
                <span className="flex items-center gap-1.5">
                  {row.met ? (
                    <Check size={13} className="shrink-0 text-ok" aria-label="On target" />
                  ) : (
                    <TriangleAlert size={13} className="shrink-0 text-warn" aria-label="Below target" />
                  )}
                  <span className="truncate" title={row.model}>
                    {row.model}
                  </span>
                </span>
                {row.missing.length > 0 && <span className="block text-xs text-wrap text-warn">{row.missing.join('; ')}</span>}
              </Td>
              <Td className="text-right">
                {count(row.nodes)}
                <span className="text-faint">/{count(row.target.nodes)}</span>
              </Td>
              <Td className="text-right">{count(row.free)}</Td>
              <Td className="text-right">
                {count(row.slots)}
                <span className="text-faint">/{count(Math.ceil(row.target.slots))}</span>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableBox>
  )
}
