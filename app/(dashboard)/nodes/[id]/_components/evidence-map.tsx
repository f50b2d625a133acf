'use client'
import dynamic from 'next/dynamic'
import { useMemo, useState } from 'react'
import type { TrustLevel } from '@/server/core/config/schema'
import { MapPlace } from '../../../../_components/map/map-place'
import { useDrawnAreas } from '../../../../_components/map/use-drawn-areas'
import { useView } from '../../../../_components/map/use-view'
import { useTheme } from '../../../../_lib/theme/use-theme'
import type { ZoneLook } from '../../../../_lib/use-zones'
import { boundsOf } from './evidence-bounds'
import { evidenceData } from './evidence-features'
import { EvidenceLegend } from './evidence-legend'
import type { Line } from './evidence-lines'
import { evidenceLayers, pickable } from './evidence-style'

const WorldCanvas = dynamic(() => import('../../../../_components/map/world-canvas'), { ssr: false, loading: MapPlace })

type Props = {
  level: TrustLevel
  lines: readonly Line[]
  zones: ReadonlyMap<string, ZoneLook>
  selected: string | null
  onSelect: (id: string | null) => void
}

/** Where each source puts the node; the table below says the same. */
export function EvidenceMap({ level, lines, zones, selected, onSelect }: Props) {
  const { theme } = useTheme()
  const { view, onView } = useView()
  const [noMap, setNoMap] = useState(false)
  const areas = useDrawnAreas(zones)
  const layers = useMemo(() => evidenceLayers(theme, level, lines, selected), [theme, level, lines, selected])
  const data = useMemo(() => evidenceData(level, lines, zones, areas), [level, lines, zones, areas])
  const bounds = useMemo(
    () => boundsOf(lines.filter(({ id }) => selected === null || id === selected)) ?? boundsOf(lines),
    [lines, selected],
  )
  if (bounds === null) return <p className="mb-3 text-muted">Nothing is said of its place, so there is nothing to draw.</p>
  if (noMap) {
    return (
      <p role="status" className="mb-3 rounded-md bg-warn-soft px-3 py-1.5 text-xs text-warn">
        This browser offers no WebGL, so the map cannot be drawn. The table says the same.
      </p>
    )
  }
  return (
    <div className="mb-3">
      <div className="relative h-72 overflow-hidden rounded-md border">
        <WorldCanvas
          theme={theme}
          label="Map of the evidence: where each source puts the node. The table below says the same."
          layers={layers}
          data={data}
          view={view}
          bounds={bounds}
          onView={onView}
          pickable={pickable}
          onClick={(_, hit) => onSelect(hit && lineOf(hit, lines))}
          onFailed={() => setNoMap(true)}
        />
      </div>
      <EvidenceLegend level={level} lines={lines} />
    </div>
  )
}

function lineOf({ layer, properties }: { layer: string; properties: Record<string, unknown> }, lines: readonly Line[]): string | null {
  if (layer === 'gps') return properties.id as string
  const isHit = (line: Line) =>
    layer === 'elsewhere-fill'
      ? line.agreement === 'disagrees' && line.countries.includes(properties.iso as string)
      : line.agreement === 'claim'
  return lines.find(isHit)?.id ?? null
}
