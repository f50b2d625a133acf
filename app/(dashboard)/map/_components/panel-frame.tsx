import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../../_components/ui/button'

export function PanelFrame({ title, onClose, children }: { title: ReactNode; onClose?: () => void; children: ReactNode }) {
  return (
    <>
      <header className="sticky top-0 z-1 flex min-h-10 items-center justify-between gap-2 border-b bg-surface px-4 py-1.5">
        <h2 className="min-w-0 truncate font-semibold">{title}</h2>
        {onClose && (
          <Button variant="ghost" size="icon-sm" onClick={onClose} aria-label="Clear selection" aria-keyshortcuts="Escape">
            <X size={15} aria-hidden />
          </Button>
        )}
      </header>
      <div className="px-4 py-3">{children}</div>
    </>
  )
}
