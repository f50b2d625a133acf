import type { ReactNode } from 'react'
import { cn } from './cn'

/** A titled block of a screen; a region that assistive technology can find by its name. */
export function Panel({
  title,
  aside,
  children,
  className,
  flush = false,
}: {
  title: string
  aside?: ReactNode
  children: ReactNode
  className?: string
  flush?: boolean
}) {
  return (
    <section aria-label={title} className={cn('rounded-lg border bg-surface', className)}>
      <header className="flex min-h-10 items-center justify-between gap-3 border-b px-3.5 py-1.5">
        <h2 className="text-sm font-semibold">{title}</h2>
        {aside}
      </header>
      <div className={flush ? '' : 'p-3.5'}>{children}</div>
    </section>
  )
}
