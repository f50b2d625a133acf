'use client'
import { useQuery } from '@tanstack/react-query'
import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { Copyable } from '../../../_components/copyable'
import { RelativeTime } from '../../../_components/relative-time'
import { InlineError } from '../../../_components/states'
import { Badge } from '../../../_components/ui/badge'
import { Button } from '../../../_components/ui/button'
import { Popover } from '../../../_components/ui/popover'
import { count } from '../../../_lib/format'
import { useTRPC } from '../../../_lib/trpc'

/** Whether the trail is as it was written. Verified when the screen opens, and again when asked. */
export function ChainBadge() {
  const trpc = useTRPC()
  const { data, error, isFetching, refetch } = useQuery(trpc.audit.verify.queryOptions(undefined, { staleTime: 60_000 }))
  if (error) return <InlineError error={error} />
  if (!data) return <span className="text-xs text-faint">verifying the chain…</span>
  const Icon = data.intact ? ShieldCheck : ShieldAlert
  return (
    <Popover
      title={data.intact ? 'The chain holds' : 'The chain is broken'}
      trigger={
        <button type="button" className="rounded">
          <Badge tone={data.intact ? 'ok' : 'bad'} icon={<Icon size={11} aria-hidden />}>
            {data.intact ? 'chain verified' : `broken at entry ${data.broken!.seq}`}
          </Badge>
        </button>
      }
    >
      <div className="flex flex-col gap-2 text-muted">
        <p>
          Each entry holds the hash of the one before it, so that altering, removing or inserting one shows. {count(data.checked)} entries
          checked <RelativeTime at={data.at} />.
        </p>
        {data.broken && (
          <p className="text-bad">
            Entry {data.broken.seq} does not follow from the one before it: somebody changed the database past the product. Compare with a
            backup.
          </p>
        )}
        {data.head && (
          <p>
            Head, entry {count(data.head.seq)}: <Copyable text={data.head.hash} what="hash of the head" />
            <span className="block text-xs">Note it elsewhere: only against it does a tail that was cut off show.</span>
          </p>
        )}
        <Button size="sm" disabled={isFetching} onClick={() => void refetch()}>
          {isFetching ? 'Verifying…' : 'Verify again'}
        </Button>
      </div>
    </Popover>
  )
}
