'use client'
import { csvHeader, csvLine } from '@/server/control/rest/csv'
import type { DecisionRow } from '@/server/control/services/decisions/schemas'
import { ExportMenu, type FileFormat } from '../../../_components/export-menu'
import { useTRPCClient } from '../../../_lib/trpc'

const formats: readonly FileFormat<DecisionRow>[] = [
  {
    extension: 'csv',
    label: 'CSV',
    type: 'text/csv',
    write: (rows) => `${csvHeader}\r\n${rows.map((row) => `${csvLine(row)}\r\n`).join('')}`,
  },
  {
    extension: 'ndjson',
    label: 'NDJSON',
    type: 'application/x-ndjson',
    write: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  },
]

/** Larger ones: the API's export, which streams. */
export function ExportJobs({ input }: { input: Record<string, unknown> }) {
  const client = useTRPCClient()
  return (
    <ExportMenu
      what="jobs"
      formats={formats}
      page={(cursor) => client.decisions.list.query({ ...input, limit: 1000, cursor })}
      beyond={(extension) => `For more, use GET /api/v1/decisions/export.${extension}.`}
    />
  )
}
