'use client'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ZoneList } from '@/server/control/services/zones/schemas'
import { GateBadge } from '../../../_components/domain/badges'
import { ZoneTag } from '../../../_components/domain/zone-tag'
import { coverageOf } from '../../../_components/map/zone-geography'
import { QueryView } from '../../../_components/query-view'
import { EmptyState } from '../../../_components/states'
import { Badge } from '../../../_components/ui/badge'
import { Meter } from '../../../_components/ui/meter'
import { count } from '../../../_lib/format'
import type { ZoneLook } from '../../../_lib/use-zones'
import { PanelFrame } from './panel-frame'

type Props = { query: UseQueryResult<ZoneList, unknown>; zones: ReadonlyMap<string, ZoneLook>; onZone: (code: string) => void }

const words = { met: 'on target', below: 'below target', empty: 'no live node' }

export function ZoneSummary({ query, zones, onZone }: Props) {
  const tops = [...zones.values()].filter((zone) => zone.parent === null && zone.status !== 'retired')
  return (
    <PanelFrame title="Zones">
      <QueryView query={query} what="zones">
        {({ unzoned }) => (
          <>
            {tops.length === 0 && (
              <EmptyState title="No zones are published">Without zones every job goes to the global pool, inside its boundary.</EmptyState>
            )}
            <ul className="-mx-2 flex flex-col">
              {tops.map((zone) => (
                <li key={zone.code}>
                  <div className="relative flex flex-col gap-1 rounded-md px-2 py-2 hover:bg-hover">
                    <div className="flex items-center gap-2">
                      <button type="button" onClick={() => onZone(zone.code)} className="text-left before:absolute before:inset-0">
                        <ZoneTag code={zone.code} link={false} />
                        <span className="ml-2 text-muted">{zone.name}</span>
                      </button>
                      {zone.gate && (
                        <span className="relative ml-auto flex gap-1">
                          {zone.conditions.hot.length > 0 && <Badge tone="warn">Hot</Badge>}
                          {zone.conditions.panic && <Badge tone="bad">Panic</Badge>}
                          <GateBadge state={zone.gate.state} canaryPct={zone.gate.canaryPct} />
                        </span>
                      )}
                    </div>
                    <SlotBar zone={zone} />
                    <p className="flex justify-between text-xs text-muted">
                      <span>
                        {count(zone.nodes.live)} of {count(zone.nodes.total)} nodes live
                      </span>
                      <span>
                        {words[coverageOf(zone)]}
                        {zone.models.served > 0 && ` · ${zone.models.met}/${zone.models.served} models`}
                      </span>
                    </p>
                  </div>
                </li>
              ))}
            </ul>
            <p className="mt-3 border-t pt-3 text-xs text-muted">
              {count(unzoned.live)} of {count(unzoned.total)} nodes in no zone are live. They serve the global pool.
            </p>
          </>
        )}
      </QueryView>
    </PanelFrame>
  )
}

/** Busy slots filled, free ones open; hatched where the zone is below target. */
function SlotBar({ zone }: { zone: ZoneLook }) {
  return (
    <Meter
      label={`Slots busy in ${zone.code}`}
      value={zone.slots - zone.free}
      max={zone.slots}
      colour={`var(--zone-${zone.slot % 8})`}
      hatched={coverageOf(zone) !== 'met'}
      className="h-2"
    />
  )
}
