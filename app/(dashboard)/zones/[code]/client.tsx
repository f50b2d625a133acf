'use client'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { GateBadge } from '../../../_components/domain/badges'
import { CountryList } from '../../../_components/domain/country-list'
import { CoverageTable } from '../../../_components/domain/coverage-table'
import { SimulatorQuestion } from '../../../_components/domain/open-in-simulator'
import { ZoneTag } from '../../../_components/domain/zone-tag'
import { Locator } from '../../../_components/map/locator'
import { PageHeader } from '../../../_components/page-header'
import { QueryView } from '../../../_components/query-view'
import { buttonClass } from '../../../_components/ui/button'
import { Link } from '../../../_components/ui/link'
import { Panel } from '../../../_components/ui/panel'
import { coordinates, plural } from '../../../_lib/format'
import { askFrom } from '../../../_lib/simulator-link'
import { useTRPC } from '../../../_lib/trpc'
import { useIsAdmin } from '../../../_lib/use-is-admin'
import { useZones } from '../../../_lib/use-zones'
import { shapesOf } from '../_components/zone-files'
import { Changes } from './_components/changes'
import { UsedBy } from './_components/used-by'
import { ZoneFacts } from './_components/zone-facts'

export function ZoneScreen({ code }: { code: string }) {
  const trpc = useTRPC()
  const query = useQuery(trpc.zones.read.queryOptions({ code }, { refetchInterval: 10_000 }))
  const drawn = useQuery(
    trpc.zones.geojson.queryOptions(undefined, {
      enabled: query.data?.hasPolygons === true,
      staleTime: 60_000,
      select: (zones) => shapesOf(zones, code),
    }),
  )
  const isAdmin = useIsAdmin()
  const slot = useZones().zones.get(code)?.slot ?? 0
  return (
    <div className="mx-auto max-w-6xl pb-8">
      <Link href="/zones" className="inline-flex items-center gap-1.5 px-4 pt-3 text-muted hover:text-ink">
        <ArrowLeft size={14} aria-hidden />
        Zones
      </Link>
      <QueryView query={query} what={`zone ${code}`}>
        {(zone) => {
          const anchors = zone.anchors.map(({ lng, lat }) => ({ lng, lat, label: coordinates([lng, lat]) }))
          return (
            <SimulatorQuestion value={askFrom(code)}>
              <PageHeader
                title={
                  <span className="inline-flex items-center gap-3">
                    <ZoneTag code={code} link={false} /> {zone.name}
                  </span>
                }
                meta={zone.gate && <GateBadge state={zone.gate.state} canaryPct={zone.gate.canaryPct} />}
              >
                {isAdmin && (
                  <Link href={`/zones/edit?zone=${encodeURIComponent(code)}`} className={buttonClass({ size: 'sm' })}>
                    Edit
                  </Link>
                )}
                <Link href={`/map?zone=${encodeURIComponent(code)}`} className={buttonClass({ size: 'sm' })}>
                  On the map
                </Link>
                <Link href={`/nodes?zone=${encodeURIComponent(code)}`} className={buttonClass({ size: 'sm' })}>
                  Its nodes
                </Link>
                <Link href={`/jobs?zone=${encodeURIComponent(code)}`} className={buttonClass({ size: 'sm' })}>
                  Its jobs
                </Link>
                <Link href={askFrom(code)} className={buttonClass({ size: 'sm' })}>
                  Simulate
                </Link>
              </PageHeader>
              <div className="grid grid-cols-1 items-start gap-4 px-4 lg:grid-cols-2">
                <Panel title="Zone">
                  <ZoneFacts zone={zone} />
                </Panel>
                <Panel title="Capacity by model" aside={<span className="text-xs text-faint">have / target</span>}>
                  <CoverageTable rows={zone.coverage} zone={code} />
                </Panel>
                <Panel
                  title="Countries and areas"
                  className="lg:col-span-2"
                  aside={<span className="text-xs text-faint">{plural(zone.countries.length, 'country', 'countries')}</span>}
                >
                  <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
                    <div>
                      <Locator
                        label={`Map of zone ${code} and its anchors`}
                        countries={zone.countries}
                        colour={`var(--zone-${slot % 8})`}
                        points={anchors}
                        shapes={drawn.data}
                      />
                      <h3 className="mt-3 mb-1 text-xs font-medium text-muted">Anchors, for the nearest-zone rule</h3>
                      {anchors.length === 0 ? (
                        <p className="text-muted">None: that rule never chooses it.</p>
                      ) : (
                        <ul className="grid gap-x-4 gap-y-0.5 tabular-nums sm:grid-cols-2">
                          {anchors.map(({ label }) => (
                            <li key={label}>{label}</li>
                          ))}
                        </ul>
                      )}
                    </div>
                    <div className="flex flex-col gap-3">
                      {zone.countries.length === 0 && zone.subdivisions.length === 0 && !zone.hasPolygons && (
                        <p className="text-muted">Nothing of its own: it is made of its children.</p>
                      )}
                      <CountryList codes={zone.countries} />
                      {zone.subdivisions.length > 0 && (
                        <p>
                          Subdivisions: <span className="font-mono text-xs">{zone.subdivisions.join(' ')}</span>
                        </p>
                      )}
                      {zone.hasPolygons && <p className="text-muted">It has a drawn area, on the map beside.</p>}
                    </div>
                  </div>
                </Panel>
                <Panel title="Used by">
                  <UsedBy users={zone.usedBy} />
                </Panel>
                <Panel title="Last changes of its gate">
                  <Changes changes={zone.changes} />
                </Panel>
              </div>
            </SimulatorQuestion>
          )
        }}
      </QueryView>
    </div>
  )
}
