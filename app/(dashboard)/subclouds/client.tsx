'use client'
import { useQuery } from '@tanstack/react-query'
import { Boxes } from 'lucide-react'
import Link from 'next/link'
import { PageHeader } from '../../_components/page-header'
import { QueryView } from '../../_components/query-view'
import { EmptyState } from '../../_components/states'
import { Badge } from '../../_components/ui/badge'
import { count } from '../../_lib/format'
import { useTRPC } from '../../_lib/trpc'

const joinWords = {
  open: 'open to every node that meets the criteria',
  'semi-open': 'nodes that opted in and meet the criteria',
  closed: 'assigned nodes only',
}

export function SubcloudsScreen() {
  const trpc = useTRPC()
  const query = useQuery(trpc.subclouds.list.queryOptions(undefined, { refetchInterval: 15_000 }))
  return (
    <div className="mx-auto max-w-5xl pb-8">
      <PageHeader title="Subclouds" meta={query.data && count(query.data.items.length)} />
      <QueryView query={query} what="Subclouds">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<Boxes size={24} aria-hidden />} title="No Subcloud">
              A Subcloud is an owner’s sub-network with a policy: where its jobs may run, what it prefers, and what happens when nothing is
              free.
            </EmptyState>
          ) : (
            <ul className="flex flex-col gap-3 px-4">
              {items.map((subcloud) => (
                <li key={subcloud.slug} className="relative rounded-lg border bg-surface px-4 py-3 hover:border-line-strong">
                  <div className="flex flex-wrap items-center gap-2">
                    <Link
                      href={`/subclouds/${encodeURIComponent(subcloud.slug)}`}
                      className="text-base font-semibold before:absolute before:inset-0 before:rounded-lg"
                    >
                      {subcloud.name}
                    </Link>
                    <code className="text-xs text-faint">{subcloud.slug}</code>
                    {subcloud.restricted ? <Badge tone="accent">restricted</Badge> : <Badge>anywhere</Badge>}
                    {subcloud.isolate && <Badge tone="warn">isolated</Badge>}
                    <span className="ml-auto text-muted tabular-nums">
                      {count(subcloud.members.live)} of {count(subcloud.members.total)} member nodes live
                    </span>
                  </div>
                  <p className="mt-1">{subcloud.sentence}</p>
                  <p className="mt-1 text-xs text-muted">
                    {subcloud.owner} · {joinWords[subcloud.join]} ·{' '}
                    {subcloud.models.length === 0 ? 'every model of the network' : subcloud.models.join(', ')}
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </div>
  )
}
