'use client'
import type { UseQueryResult } from '@tanstack/react-query'
import type { FleetPoint } from '@/server/control/services/nodes/schemas'
import type { TrafficView } from '@/server/control/services/stats/schemas'
import type { ZoneList } from '@/server/control/services/zones/schemas'
import type { Lens } from '../../../_components/map/layers/lens'
import { QueryView } from '../../../_components/query-view'
import { EmptyState, SkeletonRows } from '../../../_components/states'
import { Tabs } from '../../../_components/ui/tabs'
import type { FleetStore } from '../../../_lib/fleet-store'
import { useFleetNodes } from '../../../_lib/use-fleet'
import type { ZoneLook } from '../../../_lib/use-zones'
import type { twins } from '../search-params'
import { BoundaryTable } from './boundary-table'
import { FlowTable, NodeTable, OriginTable, ZoneTable } from './twin-tables'

type Twin = (typeof twins)[number]
type Props = {
  fleet: FleetStore<FleetPoint>
  /** Whether anything was heard of the fleet yet: before that nothing is not none. */
  isKnown: boolean
  zones: ReadonlyMap<string, ZoneLook>
  zonesQuery: UseQueryResult<ZoneList, unknown>
  lens: Lens | null
  traffic: UseQueryResult<TrafficView, unknown>
  params: { twin: Twin; zone: string | null; node: string | null }
  onTwin: (twin: Twin) => void
  onZone: (code: string | null) => void
  onNode: (id: string | null) => void
  noMap: boolean
}

/** The same data and selection as the map, as tables. */
export function Twin({ fleet, isKnown, zones, zonesQuery, lens, traffic, params, onTwin, onZone, onNode, noMap }: Props) {
  const nodes = useFleetNodes(fleet)
  const shown = [...nodes.values()].filter(
    (node) => params.zone === null || (node.zone !== null && (node.zone === params.zone || zones.get(node.zone)?.top === params.zone)),
  )
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface px-4">
      {noMap && (
        <p role="status" className="mt-2 rounded-md bg-warn-soft px-3 py-1.5 text-xs text-warn">
          This browser offers no WebGL, so the map cannot be drawn. The tables show the same data.
        </p>
      )}
      <Tabs
        label="Map data"
        value={lens === null && params.twin === 'boundary' ? 'zones' : params.twin}
        onChange={onTwin}
        tabs={[
          ...(lens === null ? [] : [{ value: 'boundary' as const, label: 'Boundary', content: <BoundaryTable lens={lens} /> }]),
          {
            value: 'zones',
            label: 'Zones',
            count: zonesQuery.data && zones.size,
            content: (
              <QueryView query={zonesQuery} what="zones">
                {() => <ZoneTable zones={[...zones.values()]} selected={params.zone} onZone={onZone} />}
              </QueryView>
            ),
          },
          {
            value: 'nodes',
            label: params.zone ? `Nodes in ${params.zone}` : 'Nodes',
            count: isKnown ? shown.length : undefined,
            content: isKnown ? <NodeTable nodes={shown} selected={params.node} onNode={onNode} /> : <SkeletonRows label="nodes" />,
          },
          {
            value: 'origins',
            label: 'Origins',
            count: traffic.data?.origins.length,
            content: (
              <QueryView query={traffic} what="traffic">
                {({ origins }) => <OriginTable origins={origins} />}
              </QueryView>
            ),
          },
          {
            value: 'flows',
            label: 'Preferred → served',
            count: traffic.data?.flows.length,
            content: (
              <QueryView query={traffic} what="traffic">
                {({ flows }) => (flows.length === 0 ? <EmptyState title="No jobs in these 15 minutes" /> : <FlowTable flows={flows} />)}
              </QueryView>
            ),
          },
        ]}
      />
    </div>
  )
}
