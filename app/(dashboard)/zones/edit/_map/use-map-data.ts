'use client'
import { useMemo } from 'react'
import type { FleetPoint } from '@/server/control/services/nodes/schemas'
import type { Zone } from '@/server/core/config/schema'
import { anchorFeatures, areaFeatures, dotFeatures, fleetFeatures, labelFeatures, problemFeatures } from './draft-features'
import type { Picture } from './use-picture'
import { useSame } from './use-same'

/** What the map's live sources hold, each made anew only when what it shows has changed: handing over a large one is what costs. */
export function useMapData(
  zones: readonly Zone[],
  zone: Zone | null,
  isDrawable: boolean,
  { slots, dots }: Picture,
  fleet: readonly FleetPoint[],
) {
  // The drawing tool has the selected zone's shapes, where it can hold them.
  const without = isDrawable ? (zone?.code ?? null) : null
  const shaped = useSame(zones, ({ code, polygons, status }) => [code, polygons, status])
  const anchored = useSame(zones, ({ code, anchors, status }) => [code, anchors, status])
  const outlines = zone?.polygons ?? null
  const placed = useSame(zones, ({ code, anchors, polygons, status }) => [code, anchors, polygons, status])
  return {
    areas: useMemo(() => areaFeatures(shaped, slots, without), [shaped, slots, without]),
    dots: useMemo(() => dotFeatures(dots, slots), [dots, slots]),
    fleet: useMemo(() => fleetFeatures(fleet), [fleet]),
    anchors: useMemo(() => anchorFeatures(anchored, slots), [anchored, slots]),
    problems: useMemo(() => problemFeatures(outlines), [outlines]),
    labels: useMemo(() => labelFeatures(placed), [placed]),
  }
}
