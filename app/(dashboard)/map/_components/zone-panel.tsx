'use client'
import { useQuery } from '@tanstack/react-query'
import { GateBadge } from '../../../_components/domain/badges'
import { CoverageTable } from '../../../_components/domain/coverage-table'
import { ZoneTag } from '../../../_components/domain/zone-tag'
import { QueryView } from '../../../_components/query-view'
import { RelativeTime } from '../../../_components/relative-time'
import { Facts } from '../../../_components/ui/facts'
import { Link } from '../../../_components/ui/link'
import { count } from '../../../_lib/format'
import { useTRPC } from '../../../_lib/trpc'
import { PanelFrame } from './panel-frame'
import { ZoneConditions } from './zone-conditions'

export function ZonePanel({ code, onClose, onZone }: { code: string; onClose: () => void; onZone: (code: string) => void }) {
  const trpc = useTRPC()
  const query = useQuery(
    trpc.zones.read.queryOptions({ code }, { refetchInterval: 10_000, placeholderData: (old) => (old?.code === code ? old : undefined) }),
  )
  return (
    <PanelFrame title={<ZoneTag code={code} />} onClose={onClose}>
      <QueryView query={query} what={`zone ${code}`}>
        {(zone) => (
          <div className="flex flex-col gap-4">
            <div className="flex items-center gap-2">
              <span className="text-base">{zone.name}</span>
              {zone.gate && <GateBadge state={zone.gate.state} canaryPct={zone.gate.canaryPct} />}
            </div>
            <Facts
              items={[
                ['Nodes', `${count(zone.nodes.live)} of ${count(zone.nodes.total)} live`],
                ['Headroom', `${count(zone.free)} of ${count(zone.slots)} slots free`],
                ['Countries', count(zone.countries.length)],
              ]}
            />
            <ZoneConditions zone={zone} />
            <section aria-label="Capacity by model">
              <h3 className="mb-1.5 text-xs font-medium text-muted">Capacity by model</h3>
              <CoverageTable rows={zone.coverage} zone={code} />
            </section>
            <section aria-label="Neighbours">
              <h3 className="mb-1.5 text-xs font-medium text-muted">Falls back to, in order</h3>
              {zone.neighbours.length === 0 ? (
                <p className="text-muted">No neighbours: straight to the global pool.</p>
              ) : (
                <ol className="flex flex-wrap gap-2">
                  {zone.neighbours.map((neighbour, i) => (
                    <li key={neighbour}>
                      <button
                        type="button"
                        onClick={() => onZone(neighbour)}
                        className="inline-flex h-7 items-center gap-1.5 rounded-md border px-2 hover:bg-hover"
                      >
                        <span className="text-xs text-faint">{i + 1}</span>
                        <ZoneTag code={neighbour} link={false} />
                      </button>
                    </li>
                  ))}
                </ol>
              )}
            </section>
            {zone.changes.length > 0 && (
              <section aria-label="Last changes">
                <h3 className="mb-1.5 text-xs font-medium text-muted">Last changes</h3>
                <ul className="flex flex-col gap-1">
                  {zone.changes.slice(0, 5).map((change) => (
                    <li key={`${change.at} ${change.what}`} className="flex justify-between gap-3">
                      <span className="min-w-0 truncate" title={change.detail}>
                        {change.what}
                      </span>
                      <RelativeTime at={change.at} className="shrink-0 text-xs text-faint" />
                    </li>
                  ))}
                </ul>
              </section>
            )}
            <div className="flex flex-wrap gap-x-4 gap-y-1 border-t pt-3">
              <Link href={`/zones/${encodeURIComponent(code)}`} className="text-accent hover:underline">
                Zone
              </Link>
              <Link href={`/nodes?zone=${encodeURIComponent(code)}`} className="text-accent hover:underline">
                Its nodes
              </Link>
              <Link href={`/jobs?zone=${encodeURIComponent(code)}`} className="text-accent hover:underline">
                Jobs it served
              </Link>
              <Link href={`/activation?zone=${encodeURIComponent(code)}`} className="text-accent hover:underline">
                Conditions
              </Link>
            </div>
          </div>
        )}
      </QueryView>
    </PanelFrame>
  )
}
