'use client'
import type { UseQueryResult } from '@tanstack/react-query'
import type { SubcloudDetail } from '@/server/control/services/subclouds/schemas'
import type { ZoneList } from '@/server/control/services/zones/schemas'
import type { ZoneLook } from '../../../_lib/use-zones'
import { LensPanel } from './lens-panel'
import { NodePanel } from './node-panel'
import { ZonePanel } from './zone-panel'
import { ZoneSummary } from './zone-summary'

type Props = {
  zones: ReadonlyMap<string, ZoneLook>
  zonesQuery: UseQueryResult<ZoneList, unknown>
  lens: { slug: string; query: UseQueryResult<SubcloudDetail, unknown> } | null
  zone: string | null
  node: string | null
  onZone: (code: string | null) => void
  onNode: (id: string | null) => void
  onLens: (slug: string | null) => void
}

/** What is selected: a node, a zone, a Subcloud to see through, or else the zones at a glance. */
export function SidePanel({ zones, zonesQuery, lens, zone, node, onZone, onNode, onLens }: Props) {
  return (
    <aside
      aria-label="Selection"
      className="w-full shrink-0 overflow-auto border-t bg-surface max-lg:max-h-[45%] lg:w-84 lg:border-t-0 lg:border-l"
    >
      {node !== null ? (
        <NodePanel id={node} onClose={() => onNode(null)} />
      ) : zone !== null ? (
        <ZonePanel code={zone} onClose={() => onZone(null)} onZone={onZone} />
      ) : lens !== null ? (
        <LensPanel {...lens} onClose={() => onLens(null)} />
      ) : (
        <ZoneSummary query={zonesQuery} zones={zones} onZone={onZone} />
      )}
    </aside>
  )
}
