'use client'
import { duration, relative, utc } from '../_lib/format'
import { useNow } from '../_lib/now'

/** Relative, ticking; UTC on hover and for assistive technology. */
export function RelativeTime({ at, className }: { at: number; className?: string }) {
  const now = useNow()
  return (
    <time dateTime={new Date(at).toISOString()} title={utc(at)} className={className}>
      {now === 0 ? utc(at) : relative(at, now)}
    </time>
  )
}

/** How long something has been so: `59 min`. */
export function Since({ at }: { at: number }) {
  const now = useNow()
  return (
    <time dateTime={new Date(at).toISOString()} title={`since ${utc(at)}`}>
      {now === 0 ? utc(at) : duration(now - at)}
    </time>
  )
}
