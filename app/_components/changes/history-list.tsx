'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RevisionRow } from '@/server/control/services/config/schemas'
import type { Config } from '@/server/core/config/schema'
import { closed } from '../../_lib/closed'
import type { Draft } from '../../_lib/drafts/use-draft'
import { useTRPC, useTRPCClient } from '../../_lib/trpc'
import { useMutation } from '../../_lib/use-mutation'
import { usePages } from '../../_lib/use-pages'
import { QueryView } from '../query-view'
import { RelativeTime } from '../relative-time'
import { InlineError } from '../states'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { useToast } from '../ui/toast'
import { CompareView } from './compare-view'

type Comparison = { from: number; to: number }

/** All revisions, newest first: what lies between any two, and back to any in one click. */
export function HistoryList({ draft }: { draft: Draft<Config> }) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const [picked, setPicked] = useState<number | null>(null)
  const [comparison, setComparison] = useState<Comparison | null>(null)
  const query = usePages(trpc.config.history.queryKey({ limit: 50 }), (cursor) =>
    client.config.history.query({ limit: 50, cursor: cursor && Number(cursor) }),
  )
  const pick = (revision: number) => {
    if (picked === null || picked === revision) return setPicked(picked === revision ? null : revision)
    setComparison({ from: Math.min(picked, revision), to: Math.max(picked, revision) })
    setPicked(null)
  }
  return (
    <QueryView query={query} what="the history">
      {({ pages }) => {
        const rows = pages.flatMap(({ items }) => items)
        return (
          <>
            <ol aria-label="Revisions" className="flex flex-col divide-y">
              {rows.map((row) => (
                <Row
                  key={row.revision}
                  row={row}
                  isCurrent={row.revision === draft.publishedRevision}
                  isPicked={picked === row.revision}
                  isPicking={picked !== null}
                  onPick={() => pick(row.revision)}
                  onRestore={() => setComparison({ from: draft.publishedRevision, to: row.revision })}
                />
              ))}
            </ol>
            {query.hasNextPage && (
              <Button className="mt-2" size="sm" onClick={() => void query.fetchNextPage()}>
                Earlier revisions
              </Button>
            )}
            {comparison && (
              <CompareDialog
                key={`${comparison.from} ${comparison.to}`}
                comparison={comparison}
                draft={draft}
                onClose={() => setComparison(closed(comparison))}
              />
            )}
          </>
        )
      }}
    </QueryView>
  )
}

type RowProps = { row: RevisionRow; isCurrent: boolean; isPicked: boolean; isPicking: boolean; onPick: () => void; onRestore: () => void }

function Row({ row, isCurrent, isPicked, isPicking, onPick, onRestore }: RowProps) {
  return (
    <li aria-label={`Revision ${row.revision}`} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2">
      <span className="w-10 shrink-0 font-medium tabular-nums">{row.revision}</span>
      <span className="min-w-48 flex-1">
        {row.comment}
        <span className="block text-xs text-muted">
          {row.actor.name ?? row.actor.id}, <RelativeTime at={row.createdAt} />
          {isCurrent && ', in force'}
        </span>
      </span>
      <Button size="sm" variant="ghost" aria-pressed={isPicked} onClick={onPick}>
        {isPicked ? 'Picked' : isPicking ? 'Compare with this' : 'Compare'}
      </Button>
      {!isCurrent && (
        <Button size="sm" onClick={onRestore}>
          Restore
        </Button>
      )}
    </li>
  )
}

/** From what is in force to an older revision it is a restoration, and can be done at once. */
function CompareDialog({
  comparison: { from, to },
  draft,
  onClose,
}: {
  comparison: Comparison
  draft: Draft<Config>
  onClose: () => void
}) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const toast = useToast()
  const diff = useQuery(trpc.config.compare.queryOptions({ from, to }))
  const isRestore = from === draft.publishedRevision && to < from
  const restore = useMutation({
    mutationFn: () => client.config.revert.mutate({ to, comment: `Back to revision ${to}` }),
    onSuccess: async ({ revision }) => {
      await draft.refresh()
      onClose()
      toast(`Revision ${revision} is published`, `It equals revision ${to}. Routers have it within two seconds.`)
      await draft.invalidate()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      kind="sheet"
      title={isRestore ? `Restore revision ${to}` : `Revision ${from} → ${to}`}
      description={isRestore ? `A new revision equal to ${to} replaces ${from}. Nothing is deleted.` : undefined}
      footer={
        isRestore && (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" disabled={restore.isPending} onClick={() => restore.mutate()}>
              {restore.isPending ? 'Restoring…' : `Restore revision ${to}`}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-3">
        <InlineError error={restore.error} />
        <QueryView query={diff} what="the differences">
          {(found) => <CompareView diff={found} from={from} to={to} />}
        </QueryView>
      </div>
    </Dialog>
  )
}
