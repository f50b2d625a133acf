'use client'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ZoneList } from '@/server/control/services/zones/schemas'
import type { ZoneLook } from '../../../_lib/use-zones'
import { NodePanel } from './node-panel'
import { ZonePanel } from './zone-panel'
import { ZoneSummary } from './zone-summary'

type Props = {
  zones: ReadonlyMap<string, ZoneLook>
  zonesQuery: UseQueryResult<ZoneList, unknown>
  zone: string | null
  node: string | null
  onZone: (code: string | null) => void
  onNode: (id: string | null) => void
}

/** What is selected: a node, a zone, or else the zones at a glance. */
export function SidePanel({ zones, zonesQuery, zone, node, onZone, onNode }: Props) {
  return (
    <aside
      aria-label="Selection"
      className="w-full shrink-0 overflow-auto border-t bg-surface max-lg:max-h-[45%] lg:w-84 lg:border-t-0 lg:border-l"
    >
      {node !== null ? (
        <NodePanel id={node} onClose={() => onNode(null)} />
      ) : zone !== null ? (
        <ZonePanel code={zone} onClose={() => onZone(null)} onZone={onZone} />
      ) : (
        <ZoneSummary query={zonesQuery} zones={zones} onZone={onZone} />
      )}
    </aside>
  )
}
