'use client'
import type { MemberEvent } from '@/server/control/services/subclouds/schemas'
import { membershipSentences } from '@/server/core/routing/departure'
import { RelativeTime } from '../../../../../_components/relative-time'
import { ErrorState, SkeletonRows } from '../../../../../_components/states'
import { Badge, type Tone } from '../../../../../_components/ui/badge'
import { Button } from '../../../../../_components/ui/button'
import { Link } from '../../../../../_components/ui/link'
import { Panel } from '../../../../../_components/ui/panel'
import { shortId } from '../../../../../_lib/format'
import { useTRPC, useTRPCClient } from '../../../../../_lib/trpc'
import { usePages } from '../../../../../_lib/use-pages'

const tones: Record<MemberEvent['kind'], Tone> = { joined: 'ok', left: 'warn', rejected: 'bad', readmitted: 'accent' }

/** Joins and leaves as they were recorded, newest first. */
export function Events({ slug, hasDoor }: { slug: string; hasDoor: boolean }) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const query = usePages(
    trpc.subclouds.memberEvents.queryKey({ slug }),
    (cursor) => client.subclouds.memberEvents.query({ slug, cursor, limit: 20 }),
    { refetchInterval: 5_000 },
  )
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Panel title="Joins and leaves">
      {query.isPending && <SkeletonRows rows={3} label="joins and leaves" />}
      {query.isError && query.data === undefined && (
        <ErrorState error={query.error} what="joins and leaves" onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && items.length === 0 && (
        <p className="text-muted">
          {hasDoor ? 'Nobody joined or left yet.' : 'It is open and asks for nothing, so every node serves it: none joins or leaves.'}
        </p>
      )}
      <ol className="flex flex-col divide-y">
        {items.map(({ id, at, kind, nodeId, reason, actor, revision }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-3 py-1.5">
            <Badge tone={tones[kind]}>{kind}</Badge>
            <Link href={`/nodes/${encodeURIComponent(nodeId)}`} title={nodeId} className="font-mono text-xs text-accent hover:underline">
              {shortId(nodeId)}
            </Link>
            <span className="min-w-0 flex-1">{membershipSentences[reason as keyof typeof membershipSentences] ?? reason}</span>
            <span className="text-xs text-muted">
              {actor.type === 'system' ? '' : `${actor.name ?? actor.id} · `}revision {revision} · <RelativeTime at={at} />
            </span>
          </li>
        ))}
      </ol>
      {query.hasNextPage && (
        <Button size="sm" className="mt-2" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Older
        </Button>
      )}
    </Panel>
  )
}
