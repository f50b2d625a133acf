import { Fragment, type ReactNode } from 'react'
import { cn } from './cn'

/** Label–value pairs; what has no value is left out by the caller, never shown as an empty line. */
export function Facts({ items, className }: { items: readonly (readonly [label: string, value: ReactNode])[]; className?: string }) {
  return (
    <dl className={cn('grid grid-cols-[minmax(6.5rem,auto)_1fr] gap-x-4 gap-y-1.5', className)}>
      {items.map(([label, value]) => (
        <Fragment key={label}>
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
