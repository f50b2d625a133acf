'use client'
import { useQuery } from '@tanstack/react-query'
import type { AuditRow } from '@/server/control/services/audit/schemas'
import { RevisionDiff } from '../../../_components/changes/revision-diff'
import { Copyable } from '../../../_components/copyable'
import { QueryView } from '../../../_components/query-view'
import { Dialog } from '../../../_components/ui/dialog'
import { Facts } from '../../../_components/ui/facts'
import { Link } from '../../../_components/ui/link'
import { actionWords, commentOf } from '../../../_lib/audit-words'
import { utc } from '../../../_lib/format'
import { useTRPC } from '../../../_lib/trpc'
import { Who } from './columns'

/** One entry whole: who, when, why, what lay before and after, and the way back. */
export function EventSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const trpc = useTRPC()
  const query = useQuery(trpc.audit.read.queryOptions({ id }, { staleTime: Number.POSITIVE_INFINITY }))
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      kind="sheet"
      title={query.data ? actionWords(query.data.action) : 'Audit entry'}
      description={query.data && utc(query.data.at)}
    >
      <QueryView query={query} what="this entry">
        {(event) => (
          <div className="flex flex-col gap-5">
            <EventFacts event={event} />
            {event.revisions && <RevisionDiff from={event.revisions.from} to={event.revisions.to} onRestored={onClose} />}
          </div>
        )}
      </QueryView>
    </Dialog>
  )
}

const told: ReadonlySet<string> = new Set(['comment', 'reason', 'revision', 'baseRevision'])

function EventFacts({ event }: { event: AuditRow }) {
  const { actor, entity, entityId, detail, requestId, seq, hash } = event
  const comment = commentOf(detail)
  const rest = Object.entries(detail).filter(([key]) => !told.has(key))
  const href = linkOf(entity, entityId)
  return (
    <Facts
      items={[
        ['Who', <Who key="who" actor={actor} />],
        [
          'Of',
          <span key="of">
            {entity}{' '}
            {href ? (
              <Link href={href as never} className="text-accent hover:underline">
                {entityId}
              </Link>
            ) : (
              <code className="text-xs break-all">{entityId}</code>
            )}
          </span>,
        ],
        ...(comment ? [['Comment', <q key="c">{comment}</q>] as const] : []),
        ...rest.map(([key, value]) => [key, <Value key={key} value={value} />] as const),
        ...(requestId ? [['Request', <Copyable key="r" text={requestId} what="request id" />] as const] : []),
        [
          'Entry',
          <span key="e">
            {seq}, <Copyable text={hash} what="hash" />
          </span>,
        ],
      ]}
    />
  )
}

function Value({ value }: { value: unknown }) {
  return <span className="break-all whitespace-pre-wrap">{typeof value === 'string' ? value : JSON.stringify(value)}</span>
}

function linkOf(entity: string, id: string): string | null {
  if (entity === 'node') return `/nodes/${encodeURIComponent(id)}`
  if (entity === 'subcloud') return `/subclouds/${encodeURIComponent(id)}`
  if (entity === 'gate') return '/activation'
  return null
}
