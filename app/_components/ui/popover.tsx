'use client'
import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import { cn } from './cn'

export function Popover({
  trigger,
  title,
  children,
  className,
}: {
  trigger: ReactElement<Record<string, unknown>>
  title: string
  children: ReactNode
  className?: string
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} collisionPadding={8} className="z-[60]">
          <Base.Popup
            className={cn(
              'max-h-(--available-height) w-80 max-w-[calc(100vw-1rem)] overflow-auto rounded-lg border border-line bg-raised p-3 text-sm shadow-pop outline-none',
              className,
            )}
          >
            <Base.Title className="mb-1 font-semibold">{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
