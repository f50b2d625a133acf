'use client'
import { Menu } from '@base-ui/react/menu'
import { Download } from 'lucide-react'
import { saveFile } from '../_lib/save-file'
import type { TableFile } from '../_lib/table-file'
import { Button } from './ui/button'

/** What a table shows, as a file. */
export function SaveMenu({ name, files, disabled = false }: { name: string; files: readonly TableFile[]; disabled?: boolean }) {
  return (
    <Menu.Root>
      <Menu.Trigger render={<Button size="sm" disabled={disabled} />}>
        <Download size={13} aria-hidden />
        Export
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className="z-[60] outline-none">
          <Menu.Popup className="min-w-36 rounded-lg border border-line bg-raised p-1 shadow-pop outline-none">
            {files.map(({ label, extension, type, write }) => (
              <Menu.Item
                key={extension}
                onClick={() => saveFile(write(), `${name}.${extension}`, type)}
                className="cursor-default rounded px-2 py-1.5 outline-none data-highlighted:bg-hover"
              >
                {label} <span className="text-faint">as shown</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
