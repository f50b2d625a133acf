'use client'
import { Menu } from '@base-ui/react/menu'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { count } from '../_lib/format'
import { problemOf } from '../_lib/problem'
import { Button } from './ui/button'
import { useToast } from './ui/toast'

export type FileFormat<T> = { extension: string; label: string; type: string; write: (rows: readonly T[]) => string }

type Props<T> = {
  /** What the rows are, for the file's name and in sentences: `jobs`. */
  what: string
  formats: readonly FileFormat<T>[]
  page: (cursor: string | undefined) => Promise<{ items: readonly T[]; nextCursor: string | null }>
  /** Where more than `most` can be had from. */
  beyond?: (extension: string) => string
}

const most = 50_000

/** What the filters show, in the order of the list, as a file. */
export function ExportMenu<T>({ what, formats, page, beyond }: Props<T>) {
  const toast = useToast()
  const [loaded, setLoaded] = useState<number | null>(null)
  const save = async ({ extension, type, write }: FileFormat<T>) => {
    const rows: T[] = []
    try {
      let cursor: string | undefined
      do {
        setLoaded(rows.length)
        const { items, nextCursor } = await page(cursor)
        rows.push(...items)
        cursor = nextCursor ?? undefined
      } while (cursor && rows.length < most)
      download(
        new Blob([write(rows)], { type }),
        `${what.replaceAll(' ', '-')}-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.${extension}`,
      )
      const rest =
        cursor === undefined ? undefined : `The first ${count(most)}. ${beyond?.(extension) ?? 'Narrow the filters for the others.'}`
      toast(`${count(rows.length)} ${what} saved`, rest)
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
                key={format.extension}
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
