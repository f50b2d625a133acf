'use client'
import { useQuery } from '@tanstack/react-query'
import type { ConfigDiff } from '@/server/core/config/diff'
import { readRevision } from '../../_lib/drafts/ask'
import { useTRPCClient } from '../../_lib/trpc'
import { DiffView } from './diff-view'

/** A diff between two revisions; the documents are read only where a drawn area changed, to show it. */
export function CompareView({ diff, from, to }: { diff: ConfigDiff; from: number; to: number }) {
  const client = useTRPCClient()
  const isRedrawn = diff.changes.some(({ fields }) => fields.some(({ kind }) => kind === 'shape'))
  const documents = useQuery({
    queryKey: ['revisions', from, to],
    queryFn: () => Promise.all([readRevision(client, from), readRevision(client, to)]),
    enabled: isRedrawn,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return <DiffView diff={diff} before={documents.data?.[0]} after={documents.data?.[1]} />
}
