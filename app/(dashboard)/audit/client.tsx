'use client'
import { ScrollText } from 'lucide-react'
import { useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'
import { ExportMenu } from '../../_components/export-menu'
import { PageHeader } from '../../_components/page-header'
import { NotRefreshed } from '../../_components/query-view'
import { EmptyState, ErrorState, FilteredEmpty, SkeletonRows } from '../../_components/states'
import { VirtualTable } from '../../_components/virtual-table'
import { actionWords, subjectOf } from '../../_lib/audit-words'
import { utc } from '../../_lib/format'
import { problemOf } from '../../_lib/problem'
import { useTRPC, useTRPCClient } from '../../_lib/trpc'
import { usePages } from '../../_lib/use-pages'
import { auditFiles } from './_components/audit-files'
import { ChainBadge } from './_components/chain-badge'
import { columns } from './_components/columns'
import { EventSheet } from './_components/event-sheet'
import { Filters } from './_components/filters'
import { auditFilters, auditParams } from './search-params'

const names = Object.keys(auditFilters) as (keyof typeof auditFilters)[]
const dayMs = 86_400_000

export function AuditScreen() {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const [params, setParams] = useQueryStates(auditParams, { history: 'push' })
  const { from, to, event } = params
  const chosen = names.filter((name) => params[name] !== null)
  const filtered = chosen.length > 0 || from !== null || to !== null
  const input = {
    ...Object.fromEntries(chosen.map((name) => [name, params[name]])),
    ...(from && { from: from.getTime() }),
    ...(to && { to: to.getTime() + dayMs }),
    limit: 200,
  }
  const list = usePages(trpc.audit.list.queryKey(input), (cursor) => client.audit.list.query({ ...input, cursor }), {
    refetchInterval: 15_000,
  })
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data])
  const more = useCallback(
    () => void (list.hasNextPage && !list.isFetching && list.fetchNextPage()),
    [list.hasNextPage, list.isFetching, list.fetchNextPage],
  )
  const isForbidden = list.isError && problemOf(list.error).code === 'forbidden'
  const clear = () => void setParams({ entity: null, action: null, actor: null, entityId: null, from: null, to: null })
  return (
    <div className="flex h-full flex-col bg-surface">
      <PageHeader title="Audit" meta={!list.isError && <ChainBadge />}>
        {!isForbidden && (
          <>
            <Filters chosen={params} onChoose={(change) => void setParams(change)} />
            <ExportMenu
              what="audit entries"
              formats={auditFiles}
              page={(cursor) => client.audit.list.query({ ...input, limit: 1000, cursor })}
            />
          </>
        )}
      </PageHeader>
      <div className="flex min-h-0 flex-1 flex-col border-t">
        {rows.length > 0 && <NotRefreshed query={list} />}
        {rows.length > 0 ? (
          <VirtualTable
            label="Audit trail"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            rowLabel={(row) =>
              `${actionWords(row.action)}, ${row.entity} ${subjectOf(row)}, ${row.actor.name ?? row.actor.id}, ${utc(row.at)}`
            }
            activeKey={event}
            onOpen={({ id }) => void setParams({ event: id })}
            onEnd={more}
            minWidth="60rem"
            foot={list.hasNextPage ? 'Loading more…' : 'That is all.'}
          />
        ) : list.isPending ? (
          <SkeletonRows label="the audit trail" rows={14} />
        ) : list.isError ? (
          <ErrorState error={list.error} what="the audit trail" onRetry={() => void list.refetch()} />
        ) : filtered ? (
          <FilteredEmpty what="changes" onClear={clear} />
        ) : (
          <EmptyState icon={<ScrollText size={24} aria-hidden />} title="Nothing has been changed yet">
            Every publish, key, override and drain is kept here with who did it and why.
          </EmptyState>
        )}
      </div>
      {event && <EventSheet id={event} onClose={() => void setParams({ event: null })} />}
    </div>
  )
}
