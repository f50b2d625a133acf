'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ListTree, Pause, Play } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { LiveIndicator } from '../../_components/live-indicator'
import { PageHeader } from '../../_components/page-header'
import { NotRefreshed } from '../../_components/query-view'
import { EmptyState, ErrorState, FilteredEmpty, SkeletonRows } from '../../_components/states'
import { Button } from '../../_components/ui/button'
import { VirtualTable } from '../../_components/virtual-table'
import { count, plural, shortId, utc } from '../../_lib/format'
import { useHotkeys } from '../../_lib/hotkeys'
import { knownAt, liveState } from '../../_lib/live-state'
import { useNow } from '../../_lib/now'
import { useTRPC, useTRPCClient } from '../../_lib/trpc'
import { usePages } from '../../_lib/use-pages'
import { useStatus } from '../../_lib/use-status'
import { columns } from './_components/columns'
import { ExportJobs } from './_components/export-jobs'
import { FilterBar } from './_components/filter-bar'
import { Histogram } from './_components/histogram'
import { JobSheet } from './_components/job-sheet'
import { useFilters } from './_components/use-filters'
import { newestFirst, useLiveRows } from './_components/use-live-rows'
import { rangeMs } from './search-params'

const buckets = 60

export function JobsScreen() {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const state = useFilters()
  const { params, setParams, filters, window, fixed } = state
  const [paused, setPaused] = useState(false)
  const now = useNow()
  const replica = useStatus().data?.replica
  const connected = replica?.connected ?? true

  const list = usePages(
    trpc.decisions.list.queryKey({ ...filters, ...window }),
    (cursor) => client.decisions.list.query({ ...filters, ...window, limit: 200, cursor }),
    { staleTime: Number.POSITIVE_INFINITY },
  )
  const listed = list.data === undefined || list.isPlaceholderData ? undefined : (list.data.pages[0]?.items[0]?.id ?? null)
  const live = useLiveRows({ filters, from: window.from, listed, enabled: !paused && !fixed })
  const isCut = live.isFull && !fixed
  const rows = useMemo(() => {
    // Below what is kept of the tail there is a gap before the list goes on.
    if (isCut) return live.rows
    return newestFirst([...(fixed ? [] : live.rows), ...(list.data?.pages.flatMap(({ items }) => items) ?? [])])
  }, [isCut, fixed, live.rows, list.data])

  // Starts on a whole bucket, so that bars grow in place instead of sliding.
  const bucketMs = rangeMs[params.range] / buckets
  const from = fixed
    ? window
    : { from: new Date(Math.floor(((now || state.openedAt) - rangeMs[params.range]) / bucketMs + 1) * bucketMs).toISOString() }
  const histogram = useQuery(
    trpc.decisions.histogram.queryOptions(
      { ...filters, ...from, buckets },
      { refetchInterval: paused || fixed ? false : 5_000, placeholderData: keepPreviousData, staleTime: 4_000 },
    ),
  )

  const waiting = useMemo(() => {
    const shown = new Set(rows.map(({ id }) => id))
    return live.waiting.filter(({ id }) => !shown.has(id)).length
  }, [rows, live.waiting])

  const toggle = () => {
    // What came meanwhile is in no list yet.
    if (paused) state.restart()
    setPaused(!paused)
  }
  useHotkeys({ p: toggle })
  const open = useCallback((job: string | null) => void setParams({ job }), [setParams])
  const more = useCallback(
    () => void (!isCut && list.hasNextPage && !list.isFetching && list.fetchNextPage()),
    [isCut, list.hasNextPage, list.isFetching, list.fetchNextPage],
  )

  return (
    <div className="flex h-full flex-col bg-surface">
      <PageHeader
        title="Jobs"
        meta={
          fixed ? (
            <span className="text-xs">fixed time, not live</span>
          ) : (
            <LiveIndicator
              state={liveState({ paused, status: live.status, connected, lastAt: live.lastAt, now, staleAfterMs: null })}
              lastAt={knownAt(replica, live.lastAt)}
            />
          )
        }
      >
        {!fixed && (
          <Button onClick={toggle} aria-keyshortcuts="p">
            {paused ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
            {paused ? 'Resume' : 'Pause'}
          </Button>
        )}
        <ExportJobs input={{ ...filters, ...window }} />
      </PageHeader>
      <FilterBar state={state} facets={histogram.data?.facets ?? null} />
      {histogram.data && <Histogram data={histogram.data} onChoose={(a, b) => void setParams({ from: new Date(a), to: new Date(b) })} />}
      <div className="relative flex min-h-0 flex-1 flex-col" onPointerEnter={() => live.hold(true)} onPointerLeave={() => live.hold(false)}>
        {waiting > 0 && !fixed && (
          <Button variant="primary" size="sm" onClick={live.release} className="absolute top-9 left-1/2 z-3 -translate-x-1/2 shadow-pop">
            Show {plural(waiting, 'new job')}
          </Button>
        )}
        {rows.length > 0 && <NotRefreshed query={list} />}
        {rows.length > 0 ? (
          <VirtualTable
            label="Jobs"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            rowLabel={(row) => `Job ${shortId(row.id)}, ${row.outcome}, ${utc(row.at)}`}
            activeKey={params.job}
            onOpen={({ id }) => open(id)}
            onEnd={more}
            minWidth="68rem"
            foot={
              isCut
                ? `The newest ${count(rows.length)}. Reload to see older ones.`
                : list.isFetching
                  ? 'Loading more…'
                  : list.hasNextPage
                    ? 'More below'
                    : `${count(rows.length)} jobs, all that these filters show.${live.skipped > 0 ? ' Some came faster than the tail could follow; reload to see them.' : ''}`
            }
          />
        ) : list.isPending ? (
          <SkeletonRows label="jobs" rows={14} />
        ) : list.isError ? (
          <ErrorState error={list.error} what="the log" onRetry={() => void list.refetch()} />
        ) : state.filtered || fixed ? (
          <FilteredEmpty what="jobs" onClear={state.clear} />
        ) : (
          <EmptyState icon={<ListTree size={24} aria-hidden />} title="No jobs in this time">
            A job appears here within three seconds of <code className="text-xs">POST /api/v1/route</code>. Settings → API keys gives you a
            key with a ready curl.
          </EmptyState>
        )}
      </div>
      <JobSheet id={params.job} onClose={() => open(null)} onJob={open} />
    </div>
  )
}
