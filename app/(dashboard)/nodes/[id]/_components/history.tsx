'use client'
import { useQuery } from '@tanstack/react-query'
import type { NodeHistoryEntry } from '@/server/control/services/nodes/schemas'
import { membershipSentences } from '@/server/core/routing/departure'
import { QueryView } from '../../../../_components/query-view'
import { RelativeTime } from '../../../../_components/relative-time'
import { Link } from '../../../../_components/ui/link'
import { Panel } from '../../../../_components/ui/panel'
import { actionWords } from '../../../../_lib/audit-words'
import { useTRPC } from '../../../../_lib/trpc'

/** What was done to it, and where it joined and left. */
export function History({ id }: { id: string }) {
  const trpc = useTRPC()
  const query = useQuery(trpc.nodes.history.queryOptions({ id }, { refetchInterval: 15_000 }))
  return (
    <Panel title="History">
      <QueryView query={query} what="its history">
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-muted">Nothing was done to it, and it joined no Subcloud that has a door.</p>
          ) : (
            <ol className="flex max-h-80 flex-col divide-y overflow-auto">
              {items.map((entry) => (
                <li key={entry.id} className="flex flex-wrap items-baseline gap-x-3 py-1.5">
                  <span className="min-w-0 flex-1">
                    <What entry={entry} />
                  </span>
                  <span className="text-xs text-muted">
                    {entry.actor.type !== 'system' && `${entry.actor.name ?? entry.actor.id} · `}
                    <RelativeTime at={entry.at} />
                  </span>
                </li>
              ))}
            </ol>
          )
        }
      </QueryView>
    </Panel>
  )
}

function What({ entry: { kind, what, subcloud, reason } }: { entry: NodeHistoryEntry }) {
  if (kind === 'action')
    return (
      <>
        {actionWords(what)}
        {reason && <q className="ml-1.5 text-muted">{reason}</q>}
      </>
    )
  return (
    <>
      <span className="capitalize">{what}</span>{' '}
      <Link href={`/subclouds/${encodeURIComponent(subcloud ?? '')}`} className="text-accent hover:underline">
        {subcloud}
      </Link>
      <span className="block text-xs text-muted">{membershipSentences[reason as keyof typeof membershipSentences] ?? reason}</span>
    </>
  )
}
