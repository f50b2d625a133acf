'use client'
import { SlidersHorizontal } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from './ui/button'
import { cn } from './ui/cn'
import { Dialog } from './ui/dialog'

type Props = {
  title: string
  /** How many filters are on. */
  inForce: number
  /** The way back to what they let through, e.g. "Show 42 nodes". */
  done: string
  children: ReactNode
  className?: string
}

/** Where a narrow screen keeps its filters: behind a button that says how many are on. A wide one has room for them beside the list. */
export function FilterSheet({ title, inForce, done, children, className }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button className={cn('lg:hidden', inForce > 0 && 'border-accent', className)} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <SlidersHorizontal size={14} aria-hidden />
        Filters{inForce > 0 && <span className="text-accent tabular-nums"> · {inForce}</span>}
      </Button>
      <Dialog
        kind="sheet"
        className="lg:hidden"
        open={open}
        onOpenChange={setOpen}
        title={title}
        footer={
          <Button variant="primary" onClick={() => setOpen(false)}>
            {done}
          </Button>
        }
      >
        {children}
      </Dialog>
    </>
  )
}
