'use client'
import { CircleAlert, FilterX, Lock, RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { problemOf } from '../_lib/problem'
import { Copyable } from './copyable'
import { Button } from './ui/button'
import { cn } from './ui/cn'
import { Link } from './ui/link'

export function Skeleton({ className }: { className?: string }) {
  return <div className={cn('h-4 rounded bg-sunken', className)} />
}

const widths = ['w-11/12', 'w-4/5', 'w-full', 'w-3/4', 'w-5/6']

export function SkeletonRows({ rows = 8, label }: { rows?: number; label: string }) {
  return (
    <div role="status" aria-label={`Loading ${label}`} className="flex flex-col gap-3 p-4">
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without identity
        <Skeleton key={i} className={widths[i % widths.length]} />
      ))}
    </div>
  )
}

/** What is missing, why, and the next step. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-12 text-center">
      {icon && <div className="text-faint">{icon}</div>}
      <p className="text-base font-semibold">{title}</p>
      {children && <div className="text-muted">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  )
}

export function FilteredEmpty({ what, onClear }: { what: string; onClear: () => void }) {
  return (
    <EmptyState
      icon={<FilterX size={22} aria-hidden />}
      title={`No ${what} match these filters`}
      action={<Button onClick={onClear}>Clear all filters</Button>}
    >
      There are {what}, but none with all of these properties.
    </EmptyState>
  )
}

export function ErrorState({ error, onRetry, what }: { error: unknown; onRetry?: () => void; what: string }) {
  const problem = problemOf(error)
  if (problem.code === 'forbidden') {
    return (
      <EmptyState icon={<Lock size={22} aria-hidden />} title={`You may not see ${what}`}>
        {problem.detail} Ask an admin of this installation for access.
      </EmptyState>
    )
  }
  return (
    <div role="alert">
      <EmptyState
        icon={<CircleAlert size={22} className="text-bad" aria-hidden />}
        title={problem.code === 'not_found' ? problem.detail : `Could not load ${what}`}
        action={
          onRetry && (
            <Button onClick={onRetry}>
              <RotateCw size={14} aria-hidden />
              Try again
            </Button>
          )
        }
      >
        {problem.code === 'not_found' ? 'The link may be old, or what it names belongs to somebody else.' : problem.detail}
        {problem.requestId && (
          <p className="mt-2 text-xs">
            Request <Copyable text={problem.requestId} what="request id" short={false} />
          </p>
        )}
      </EmptyState>
    </div>
  )
}

/** A screen whose drawing threw. */
export function ScreenFailed({ digest, onRetry }: { digest: string | undefined; onRetry: () => void }) {
  return (
    <EmptyState title="This screen could not be drawn" action={<Button onClick={onRetry}>Try again</Button>}>
      Nothing was changed. {digest && <>Quote {digest} if it happens again.</>}
    </EmptyState>
  )
}

/** An address that names nothing. */
export function NothingHere() {
  return (
    <EmptyState
      title="There is nothing at this address"
      action={
        <Link href="/map" className="text-accent hover:underline">
          To the map
        </Link>
      }
    >
      The link may be old, or what it names may belong to somebody else.
    </EmptyState>
  )
}

/** For a form or an action that failed: beside what was tried, not instead of it. */
export function InlineError({ error }: { error: unknown }) {
  if (!error) return null
  const problem = problemOf(error)
  return (
    <p role="alert" className="flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2 text-bad">
      <CircleAlert size={15} className="mt-0.5 shrink-0" aria-hidden />
      <span>
        {problem.detail}
        {problem.requestId && <span className="block text-xs">Request {problem.requestId}</span>}
      </span>
    </p>
  )
}
