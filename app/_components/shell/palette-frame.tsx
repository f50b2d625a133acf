'use client'
import { Dialog } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { focusAtOnce } from '../ui/focus-at-once'

type Props = {
  open: boolean
  onOpenChange: (open: boolean) => void
  text: string
  onText: (text: string) => void
  /** What is on offer, in its order. */
  values: readonly string[]
  /** Enter, with nothing on offer. */
  onEarly: () => void
  children: ReactNode
}

/** The dialog and the input; filtering is the caller's (the server finds names, so cmdk must not filter them again). */
export function PaletteFrame({ open, onOpenChange, text, onText, values, onEarly, children }: Props) {
  const [chosen, setChosen] = useState('')
  const input = useRef<HTMLInputElement>(null)
  // Whatever comes and goes while one types, Enter takes the first unless another was chosen.
  const value = values.includes(chosen) ? chosen : (values[0] ?? '')
  return (
    <Dialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-[60] bg-black/35" />
        <Dialog.Popup
          initialFocus={() => focusAtOnce(input.current)}
          aria-label="Search and commands"
          className="fixed top-[14vh] left-1/2 z-[61] w-[min(38rem,calc(100vw-1.5rem))] -translate-x-1/2 overflow-hidden rounded-xl border border-line bg-raised shadow-pop outline-none"
        >
          <Command
            shouldFilter={false}
            loop
            label="Search and commands"
            value={value}
            onValueChange={setChosen}
            onKeyDown={({ key, nativeEvent }) => {
              if (key === 'Enter' && !nativeEvent.isComposing && values.length === 0) onEarly()
            }}
          >
            <div className="flex items-center gap-2.5 border-b px-3.5 has-focus-visible:border-accent">
              <Search size={16} className="text-faint" aria-hidden />
              <Command.Input
                value={text}
                onValueChange={(next) => {
                  setChosen('')
                  onText(next)
                }}
                ref={input}
                placeholder="Zone, node, Subcloud, job id, screen…"
                className="h-12 flex-1 bg-transparent text-base outline-none"
              />
            </div>
            <Command.List className="max-h-[46vh] overflow-auto p-1.5">{children}</Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
