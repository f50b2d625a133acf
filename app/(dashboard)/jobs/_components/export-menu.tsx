'use client'
import { Menu } from '@base-ui/react/menu'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { csvHeader, csvLine } from '@/server/control/rest/csv'
import type { DecisionRow } from '@/server/control/services/decisions/schemas'
import { Button } from '../../../_components/ui/button'
import { useToast } from '../../../_components/ui/toast'
import { count } from '../../../_lib/format'
import { problemOf } from '../../../_lib/problem'
import { useTRPCClient } from '../../../_lib/trpc'

const most = 50_000
const formats = [
  {
    name: 'csv',
    label: 'CSV',
    type: 'text/csv',
    write: (rows: DecisionRow[]) => `${csvHeader}\r\n${rows.map((row) => `${csvLine(row)}\r\n`).join('')}`,
  },
  {
    name: 'ndjson',
    label: 'NDJSON',
    type: 'application/x-ndjson',
    write: (rows: DecisionRow[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  },
] as const

/** What the filters show, newest first, as a file. Larger ones: the API's export, which streams. */
export function ExportMenu({ input }: { input: Record<string, unknown> }) {
  const client = useTRPCClient()
  const toast = useToast()
  const [loaded, setLoaded] = useState<number | null>(null)

  const save = async (format: (typeof formats)[number]) => {
    const rows: DecisionRow[] = []
    try {
      let cursor: string | undefined
      do {
        setLoaded(rows.length)
        const page = await client.decisions.list.query({ ...input, limit: 1000, cursor })
        rows.push(...page.items)
        cursor = page.nextCursor ?? undefined
      } while (cursor && rows.length < most)
      download(
        new Blob([format.write(rows)], { type: format.type }),
        `jobs-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.${format.name}`,
      )
      toast(
        `${count(rows.length)} jobs saved`,
        rows.length >= most ? `The newest ${count(most)}. For more, use GET /api/v1/decisions/export.${format.name}.` : undefined,
      )
    } catch (error) {
      toast('The export failed', problemOf(error).detail)
    } finally {
      setLoaded(null)
    }
  }

  return (
    <Menu.Root>
      <Menu.Trigger render={<Button disabled={loaded !== null} />}>
        <Download size={14} aria-hidden />
        {loaded === null ? 'Export' : `${count(loaded)} rows…`}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className="z-[60] outline-none">
          <Menu.Popup className="min-w-44 rounded-lg border border-line bg-raised p-1 shadow-pop outline-none">
            {formats.map((format) => (
              <Menu.Item
                key={format.name}
                onClick={() => void save(format)}
                className="cursor-default rounded px-2 py-1.5 outline-none data-highlighted:bg-hover"
              >
                {format.label} <span className="text-faint">under these filters</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
