'use client'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import { GateBadge } from '../../../_components/domain/badges'
import { CountryList } from '../../../_components/domain/country-list'
import { CoverageTable } from '../../../_components/domain/coverage-table'
import { ZoneTag } from '../../../_components/domain/zone-tag'
import { PageHeader } from '../../../_components/page-header'
import { QueryView } from '../../../_components/query-view'
import { RelativeTime } from '../../../_components/relative-time'
import { Facts } from '../../../_components/ui/facts'
import { Panel } from '../../../_components/ui/panel'
import { coordinates, count } from '../../../_lib/format'
import { useTRPC } from '../../../_lib/trpc'

export function ZoneScreen({ code }: { code: string }) {
  const trpc = useTRPC()
  const query = useQuery(trpc.zones.read.queryOptions({ code }, { refetchInterval: 10_000 }))
  return (
    <div className="mx-auto max-w-6xl pb-8">
      <Link href="/zones" className="inline-flex items-center gap-1.5 px-4 pt-3 text-muted hover:text-ink">
        <ArrowLeft size={14} aria-hidden />
        Zones
      </Link>
      <QueryView query={query} what={`zone ${code}`}>
        {(zone) => (
          <>
            <PageHeader
              title={
                <span className="inline-flex items-center gap-3">
                  <ZoneTag code={code} link={false} /> {zone.name}
                </span>
              }
              meta={zone.gate && <GateBadge state={zone.gate.state} canaryPct={zone.gate.canaryPct} />}
            >
              <Link href={`/map?zone=${encodeURIComponent(code)}`} className="text-accent hover:underline">
                Show on the map
              </Link>
            </PageHeader>
            <div className="grid gap-4 px-4 lg:grid-cols-[1fr_1.4fr]">
              <Panel title="Zone">
                <Facts
                  items={[
                    ['Status', zone.status],
                    ['Parent', zone.parent ? <ZoneTag key="parent" code={zone.parent} /> : 'none: a top-level zone'],
                    ...(zone.children.length > 0
                      ? [
                          [
                            'Children',
                            <span key="children" className="flex flex-wrap gap-3">
                              {zone.children.map((child) => (
                                <ZoneTag key={child} code={child} />
                              ))}
                            </span>,
                          ] as const,
                        ]
                      : []),
                    ['Nodes', `${count(zone.nodes.live)} of ${count(zone.nodes.total)} live`],
                    ['Slots', `${count(zone.free)} of ${count(zone.slots)} free`],
                    [
                      'Falls back to',
                      zone.neighbours.length > 0 ? (
                        <span key="n" className="flex flex-wrap gap-3">
                          {zone.neighbours.map((neighbour) => (
                            <ZoneTag key={neighbour} code={neighbour} />
                          ))}
                        </span>
                      ) : (
                        'the global pool'
                      ),
                    ],
                    ['Bias', `${zone.bias} %`],
                    ['Priority', String(zone.priority)],
                    [
                      'Used by',
                      zone.usedBy.length > 0 ? (
                        <ul key="u">
                          {zone.usedBy.map((user) => (
                            <li key={user}>{user}</li>
                          ))}
                        </ul>
                      ) : (
                        'no policy or neighbour list'
                      ),
                    ],
                  ]}
                />
              </Panel>
              <Panel title="Capacity by model">
                <CoverageTable rows={zone.coverage} zone={code} />
              </Panel>
              <Panel
                title="Countries and areas"
                aside={<span className="text-xs text-faint">{count(zone.countries.length)} countries</span>}
              >
                <CountryList codes={zone.countries} />
                {zone.subdivisions.length > 0 && (
                  <p className="mt-3">
                    Subdivisions: <span className="font-mono text-xs">{zone.subdivisions.join(' ')}</span>
                  </p>
                )}
                {zone.hasPolygons && <p className="mt-3 text-muted">It also has a drawn area; the map shows it.</p>}
              </Panel>
              <div className="flex flex-col gap-4">
                <Panel title="Anchors" aside={<span className="text-xs text-faint">for the nearest-zone rule</span>}>
                  {zone.anchors.length === 0 ? (
                    <p className="text-muted">None: the nearest-zone rule never chooses it.</p>
                  ) : (
                    <ul className="grid grid-cols-2 gap-1 tabular-nums">
                      {zone.anchors.map(({ lng, lat }) => (
                        <li key={`${lng} ${lat}`}>{coordinates([lng, lat])}</li>
                      ))}
                    </ul>
                  )}
                </Panel>
                <Panel title="Last changes">
                  {zone.changes.length === 0 ? (
                    <p className="text-muted">Unchanged since it was first published.</p>
                  ) : (
                    <ul className="flex flex-col gap-1.5">
                      {zone.changes.map((change) => (
                        <li key={`${change.at} ${change.what}`} className="flex justify-between gap-4">
                          <span>
                            {change.what} <span className="text-muted">{change.detail}</span>
                          </span>
                          <RelativeTime at={change.at} className="shrink-0 text-xs text-faint" />
                        </li>
                      ))}
                    </ul>
                  )}
                </Panel>
              </div>
            </div>
          </>
        )}
      </QueryView>
    </div>
  )
}
