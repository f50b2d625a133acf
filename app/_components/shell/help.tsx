'use client'
import { Dialog } from '../ui/dialog'
import { Kbd } from '../ui/kbd'
import type { Destination } from './navigation'

const rest: readonly [keys: string, what: string][] = [
  ['Ctrl K', 'Search, jump, act'],
  ['/', 'Search this screen'],
  ['j', 'Next row, as ↓'],
  ['k', 'Previous row, as ↑'],
  ['Home End', 'First row, last row'],
  ['← →', 'What can be pressed in the row'],
  ['Enter', 'Open the row'],
  ['Esc', 'Close; what was typed is kept'],
  ['Ctrl Z', 'Undo in a draft'],
  ['Ctrl Shift Z', 'Redo in a draft'],
  ['p', 'Pause or resume live data'],
  ['l', 'Map: see through a Subcloud'],
  ['t', 'Map: switch between map and table'],
  ['?', 'This list'],
]

type Props = { open: boolean; onOpenChange: (open: boolean) => void; destinations: readonly Destination[] }

export function Help({ open, onOpenChange, destinations }: Props) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts">
      <div className="grid gap-x-8 gap-y-1 sm:grid-cols-2">
        {[rest, destinations.map(({ hotkey, label }) => [hotkey, `Go to ${label}`] as const)].map((group, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two fixed columns
          <ul key={i}>
            {group.map(([keys, what]) => (
              <li key={keys} className="flex items-center justify-between gap-4 py-1">
                <span className="text-muted">{what}</span>
                <Kbd keys={keys} />
              </li>
            ))}
          </ul>
        ))}
      </div>
    </Dialog>
  )
}
