'use client'
import { useQuery } from '@tanstack/react-query'
import { MapPinned } from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { UnservedCluster, UnservedDemand } from '@/server/control/services/zones/schemas'
import { countryName } from '@/server/core/config/countries'
import { Locator } from '../../../_components/map/locator'
import { PageHeader } from '../../../_components/page-header'
import { QueryView } from '../../../_components/query-view'
import { Since } from '../../../_components/relative-time'
import { EmptyState } from '../../../_components/states'
import { Button } from '../../../_components/ui/button'
import { Panel } from '../../../_components/ui/panel'
import { useDraft } from '../../../_lib/drafts/use-draft'
import { coordinates, count, percent, plural } from '../../../_lib/format'
import { useTRPC } from '../../../_lib/trpc'
import { useIsAdmin } from '../../../_lib/use-is-admin'
import { ZoneTabs } from '../_components/zone-tabs'
import { type ZoneFrom, zoneHere } from './new-zone'

export function DemandScreen() {
  const trpc = useTRPC()
  const query = useQuery(trpc.zones.unserved.queryOptions(undefined, { refetchInterval: 30_000 }))
  return (
    <div className="flex min-h-full flex-col bg-surface">
      <PageHeader title="Unserved demand" meta="jobs from where no zone is" />
      <ZoneTabs />
      <QueryView query={query} what="unserved demand">
        {(demand) =>
          demand.unserved === 0 ? (
            <EmptyState
              icon={<MapPinned size={24} aria-hidden />}
              title={demand.decisions === 0 ? 'No job yet' : 'Every counted job came from some zone'}
            >
              {plural(demand.decisions, 'job')} in the last 7 days. When jobs come from places that no zone has, they are shown here.
            </EmptyState>
          ) : (
            <Found demand={demand} />
          )
        }
      </QueryView>
    </div>
  )
}

function Found({ demand }: { demand: UnservedDemand }) {
  const spots = demand.clusters.map(({ centre: [lng, lat], jobs }) => ({
    lng,
    lat,
    label: `${plural(jobs, 'job')} around ${coordinates([lng, lat])}`,
  }))
  return (
    <div className="grid items-start gap-4 p-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="flex flex-col gap-3">
        <p>
          {count(demand.unserved)} of {plural(demand.decisions, 'job')} ({percent((100 * demand.unserved) / demand.decisions)}) of the last{' '}
          <Since at={demand.since} /> came from no zone.
        </p>
        <Clusters clusters={demand.clusters} />
      </div>
      <div className="flex flex-col gap-4">
        <Locator
          label="Where origins without a zone cluster"
          countries={demand.countries.map(({ code }) => code)}
          colour="var(--chip)"
          points={spots}
        />
        <Panel title="Known by country only">
          <p className="mb-2 text-xs text-muted">A cell of the grid with fewer than three tenants is counted under its country.</p>
          {demand.countries.length === 0 && demand.unknown === 0 && <p className="text-muted">None.</p>}
          <ul className="flex flex-col gap-0.5">
            {demand.countries.map(({ code, jobs }) => (
              <li key={code} className="flex justify-between gap-4">
                {countryName(code)} <span className="tabular-nums">{plural(jobs, 'job')}</span>
              </li>
            ))}
            {demand.unknown > 0 && (
              <li className="flex justify-between gap-4 text-muted">
                Origin unknown <span className="tabular-nums">{plural(demand.unknown, 'job')}</span>
              </li>
            )}
          </ul>
        </Panel>
      </div>
    </div>
  )
}

function Clusters({ clusters }: { clusters: readonly UnservedCluster[] }) {
  const router = useRouter()
  const isAdmin = useIsAdmin()
  const { draft } = useDraft('config')
  if (clusters.length === 0) return <p className="text-muted">No neighbourhood has enough tenants to be shown: see the countries beside.</p>
  const create = (cluster: UnservedCluster, from: ZoneFrom) => {
    if (!draft) return
    const { config, code } = zoneHere(draft.document, cluster, from, countryName)
    draft.edit(() => config)
    router.push(`/zones/edit?zone=${code}&section=effect`)
  }
  return (
    <ul aria-label="Clusters" className="flex flex-col gap-2">
      {clusters.map((cluster) => (
        <li key={cluster.centre.join()} className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border px-3.5 py-2.5">
          <div className="min-w-48 flex-1">
            <p className="font-medium">
              {cluster.countries.map(({ code }) => countryName(code)).join(', ') || coordinates(cluster.centre)}
              {cluster.simulated && <span className="ml-2 text-xs font-normal text-faint">partly simulated</span>}
            </p>
            <p className="text-xs text-muted">
              around {coordinates(cluster.centre)} ·{' '}
              {cluster.near ? `mostly preferred ${cluster.near} by distance` : 'no zone near enough to prefer'}
            </p>
          </div>
          <span className="text-right font-medium tabular-nums">{plural(cluster.jobs, 'job')}</span>
          {isAdmin && draft && (
            <div className="flex gap-2">
              <Button size="sm" onClick={() => create(cluster, 'countries')} disabled={cluster.countries.length === 0}>
                Create a zone of its countries
              </Button>
              <Button size="sm" aria-label="Create a zone of its rectangle" onClick={() => create(cluster, 'rectangle')}>
                … of its rectangle
              </Button>
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}
