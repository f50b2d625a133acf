'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { useTRPC } from '../../_lib/trpc'
import { useMutation } from '../../_lib/use-mutation'
import { useStatus } from '../../_lib/use-status'
import { QueryView } from '../query-view'
import { InlineError } from '../states'
import { Button } from '../ui/button'
import { useToast } from '../ui/toast'
import { CompareView } from './compare-view'

/** What a revision changed against the one before it, and back to either in one click. */
export function RevisionDiff({ from, to, onRestored }: { from: number | null; to: number; onRestored?: () => void }) {
  const trpc = useTRPC()
  const diff = useQuery({
    ...trpc.config.compare.queryOptions({ from: from ?? to, to }),
    enabled: from !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const current = useStatus().data?.replica.revision ?? null
  return (
    <section aria-label={`Revision ${to}`} className="flex flex-col gap-3 border-t pt-4">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="flex-1 font-semibold">{from === null ? `Revision ${to}, the first` : `Revision ${from} → ${to}`}</h3>
        {[from, to].map(
          (revision) => revision !== null && revision !== current && <Restore key={revision} revision={revision} onRestored={onRestored} />,
        )}
      </div>
      {from !== null && (
        <QueryView query={diff} what="the differences">
          {(found) => <CompareView diff={found} from={from} to={to} />}
        </QueryView>
      )}
    </section>
  )
}

function Restore({ revision, onRestored }: { revision: number; onRestored?: () => void }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const toast = useToast()
  const restore = useMutation(
    trpc.config.revert.mutationOptions({
      onSuccess: async ({ revision: made }) => {
        onRestored?.()
        toast(`Revision ${made} is published`, `It equals revision ${revision}. Routers have it within two seconds.`)
        await queries.invalidateQueries()
      },
    }),
  )
  return (
    <>
      <Button
        size="sm"
        disabled={restore.isPending}
        onClick={() => restore.mutate({ to: revision, comment: `Back to revision ${revision}` })}
      >
        <RotateCcw size={13} aria-hidden />
        {restore.isPending ? 'Restoring…' : `Restore revision ${revision}`}
      </Button>
      <InlineError error={restore.error} />
    </>
  )
}
