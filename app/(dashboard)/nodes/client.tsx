'use client'
import { Cpu, Search, X } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { debounce, useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'
import { Copyable } from '../../_components/copyable'
import { ExportMenu } from '../../_components/export-menu'
import { FilterSheet } from '../../_components/filter-sheet'
import { PageHeader } from '../../_components/page-header'
import { NotRefreshed } from '../../_components/query-view'
import { EmptyState, ErrorState, FilteredEmpty, SkeletonRows } from '../../_components/states'
import { Button } from '../../_components/ui/button'
import { inputClass } from '../../_components/ui/field'
import { VirtualTable } from '../../_components/virtual-table'
import { count, plural, shortId } from '../../_lib/format'
import { useTRPC, useTRPCClient } from '../../_lib/trpc'
import { usePages } from '../../_lib/use-pages'
import { columns } from './_components/columns'
import { Facets, facetWord } from './_components/facets'
import { MiniMap } from './_components/mini-map'
import { nodeFiles } from './_components/node-files'
import { facetParams, nodesParams } from './search-params'

const names = Object.keys(facetParams) as (keyof typeof facetParams)[]

export function NodesScreen() {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const router = useRouter()
  const [params, setParams] = useQueryStates(nodesParams, { history: 'push' })
  const chosen = names.filter((name) => params[name] !== null)
  const filtered = chosen.length > 0 || params.q !== ''
  const filters = Object.fromEntries(chosen.map((name) => [name, params[name]]))
  const asked = { ...filters, ...(params.q ? { q: params.q } : {}) }
  const input = { ...asked, sort: params.sort, order: params.order, limit: 500 }
  const list = usePages(trpc.nodes.list.queryKey(input), (cursor) => client.nodes.list.query({ ...input, cursor }), {
    refetchInterval: 5_000,
  })
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data])
  const first = list.data?.pages[0]
  const more = useCallback(
    () => void (list.hasNextPage && !list.isFetching && list.fetchNextPage()),
    [list.hasNextPage, list.isFetching, list.fetchNextPage],
  )
  const clear = () => void setParams({ ...Object.fromEntries(names.map((name) => [name, null])), q: null })

  const facets = <Facets facets={first?.facets ?? null} chosen={params} onChoose={(name, value) => void setParams({ [name]: value })} />

  return (
    <div className="flex h-full flex-col bg-surface">
      <PageHeader
        title="Nodes"
        meta={
          first && (
            <span className="tabular-nums">
              {count(first.total)}
              {filtered && ' match'}
            </span>
          )
        }
      >
        <FilterSheet title="Filter nodes" inForce={chosen.length} done={first ? `Show ${plural(first.total, 'node')}` : 'Show nodes'}>
          {facets}
        </FilterSheet>
        <search className="relative max-lg:flex-1" aria-label="Search nodes">
          <Search size={14} className="absolute top-2.25 left-2.5 text-faint" aria-hidden />
          <input
            type="search"
            aria-label="Search nodes"
            placeholder="Id, operator, GPU, model…"
            className={`${inputClass} w-full pl-8 lg:w-64`}
            value={params.q}
            onChange={(event) => void setParams({ q: event.target.value || null }, { history: 'replace', limitUrlUpdates: debounce(250) })}
          />
        </search>
        <ExportMenu what="nodes" formats={nodeFiles} page={(cursor) => client.nodes.list.query({ ...input, limit: 1000, cursor })} />
      </PageHeader>
      {chosen.length > 0 && (
        <div className="flex flex-wrap gap-2 border-t px-4 py-2">
          {chosen.map((name) => (
            <Button
              key={name}
              size="sm"
              className="border-accent"
              aria-label={`Remove the filter ${name} ${params[name]}`}
              onClick={() => void setParams({ [name]: null })}
            >
              <span className="text-faint">{name}</span>
              {facetWord(name, params[name] ?? '')}
              <X size={12} aria-hidden />
            </Button>
          ))}
          <Button variant="ghost" size="sm" onClick={clear}>
            Clear all
          </Button>
        </div>
      )}
      <div className="flex min-h-0 flex-1 border-t max-lg:flex-col">
        <div className="shrink-0 max-lg:border-b lg:w-56 lg:overflow-auto lg:border-r">
          <MiniMap filters={asked} onCountry={(country) => void setParams({ country: country === params.country ? null : country })} />
          <div className="hidden p-2 lg:block">{facets}</div>
        </div>
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          {rows.length > 0 && <NotRefreshed query={list} />}
          {rows.length > 0 ? (
            <VirtualTable
              label="Nodes"
              columns={columns}
              rows={rows}
              heldFor={JSON.stringify([input, list.isPlaceholderData])}
              rowKey={({ id }) => id}
              rowLabel={(row) => `Node ${shortId(row.id)}, ${row.condition}, ${row.operator}`}
              activeKey={null}
              onOpen={({ id }) => router.push(`/nodes/${encodeURIComponent(id)}`)}
              sort={{ by: params.sort, order: params.order }}
              onSort={(by, order) => void setParams({ sort: by as typeof params.sort, order })}
              onEnd={more}
              minWidth="69rem"
            />
          ) : list.isPending ? (
            <SkeletonRows label="nodes" rows={14} />
          ) : list.isError ? (
            <ErrorState error={list.error} what="the nodes" onRetry={() => void list.refetch()} />
          ) : filtered ? (
            <FilteredEmpty what="nodes" onClear={clear} />
          ) : (
            <EmptyState icon={<Cpu size={24} aria-hidden />} title="No node has registered">
              Agents register themselves by a signed message to <code className="text-xs">/api/v1/nodes/register</code>. To see a simulated
              fleet, run <Copyable text="npm run demo" what="command" short={false} />.
            </EmptyState>
          )}
        </div>
      </div>
    </div>
  )
}
