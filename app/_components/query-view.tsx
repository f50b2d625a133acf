'use client'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { duration } from '../_lib/format'
import { useNow } from '../_lib/now'
import { ErrorState, SkeletonRows } from './states'

type Props<T> = { query: UseQueryResult<T, unknown>; what: string; children: (data: T) => ReactNode; skeleton?: ReactNode }

/** Loading, failed, or there: and when a refresh fails, what was there stays, with its age. */
export function QueryView<T>({ query, what, children, skeleton }: Props<T>) {
  if (query.data === undefined) {
    return query.isError ? (
      <ErrorState error={query.error} what={what} onRetry={() => void query.refetch()} />
    ) : (
      (skeleton ?? <SkeletonRows label={what} />)
    )
  }
  return (
    <>
      <NotRefreshed query={query} />
      {children(query.data)}
    </>
  )
}

/** Says how old what is shown is, where the last attempt to refresh it failed. */
export function NotRefreshed({ query }: { query: Pick<UseQueryResult, 'isError' | 'dataUpdatedAt'> }) {
  const now = useNow()
  if (!query.isError || now === 0) return null
  return (
    <p role="status" className="bg-warn-soft px-3 py-1 text-xs text-warn">
      Not refreshed: showing what was known {duration(now - query.dataUpdatedAt)} ago.
    </p>
  )
}
