'use client'
import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, type RefObject, useRef } from 'react'
import { Button } from './button'
import { cn } from './cn'
import { focusAtOnce } from './focus-at-once'

type Props = {
  open: boolean
  /** Without it there is no closing: what it asks has to be answered. */
  onOpenChange?: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  children: ReactNode
  footer?: ReactNode
  /** `sheet` slides in from the right and keeps the list beside it readable. */
  kind?: 'dialog' | 'sheet'
  /** What is typed into first; else a dialog’s first field. */
  initialFocus?: RefObject<HTMLElement | null>
  className?: string
}

const fields = 'input:not([type=hidden]),textarea,[role=combobox]'

const shapes = {
  dialog:
    'top-[12vh] left-1/2 max-h-[76vh] w-[min(34rem,calc(100vw-1.5rem))] -translate-x-1/2 rounded-xl border data-starting-style:opacity-0 data-ending-style:opacity-0',
  sheet:
    'top-0 right-0 h-dvh w-[min(44rem,100vw)] border-l data-starting-style:translate-x-6 data-starting-style:opacity-0 data-ending-style:translate-x-6 data-ending-style:opacity-0',
}

export function Dialog({ open, onOpenChange, title, description, children, footer, kind = 'dialog', initialFocus, className }: Props) {
  const body = useRef<HTMLDivElement>(null)
  // A touch would bring up the keyboard over what there is to read; a sheet is read before anything is typed.
  const firstField = (by: string) => (kind === 'dialog' && by !== 'touch' ? body.current?.querySelector<HTMLElement>(fields) : null)
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => onOpenChange?.(next)}
      modal={kind === 'dialog'}
      disablePointerDismissal={kind === 'sheet'}
    >
      <Base.Portal>
        {kind === 'dialog' && (
          <Base.Backdrop className="fixed inset-0 z-40 bg-black/35 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        )}
        <Base.Popup
          initialFocus={(by) => focusAtOnce(initialFocus?.current ?? firstField(by))}
          className={cn(
            'fixed z-50 flex flex-col border-line bg-raised shadow-pop outline-none transition-[opacity,translate] duration-150',
            shapes[kind],
            className,
          )}
        >
          <header className="flex items-start gap-3 border-b px-4 py-3">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-lg font-semibold">{title}</Base.Title>
              {description && <Base.Description className="mt-0.5 text-muted">{description}</Base.Description>}
            </div>
            {onOpenChange && (
              <Base.Close render={<Button variant="ghost" size="icon-sm" aria-label="Close" />}>
                <X size={15} aria-hidden />
              </Base.Close>
            )}
          </header>
          <div ref={body} className="min-h-0 flex-1 overflow-auto px-4 py-3">
            {children}
          </div>
          {footer && <footer className="flex justify-end gap-2 border-t px-4 py-3">{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
