'use client'
import { useMemo } from 'react'
import type { FleetPoint } from '@/server/control/services/nodes/schemas'
import { type OverlapShape, overlapShapes } from '@/server/core/config/areas/overlap-shapes'
import type { Zone } from '@/server/core/config/schema'
import { useSlices } from '../use-slices'
import { anchorFeatures, areaFeatures, dotFeatures, fleetFeatures, labelFeatures, overlapFeatures, problemFeatures } from './draft-features'
import type { Picture } from './use-picture'
import { useSame } from './use-same'

/** What the map's live sources hold, each made anew only when what it shows has changed: handing over a large one is what costs. */
export function useMapData(
  zones: readonly Zone[],
  zone: Zone | null,
  isDrawable: boolean,
  { slots, dots, compiled, outlines: land }: Picture,
  fleet: readonly FleetPoint[],
) {
  // The drawing tool has the selected zone's shapes, where it can hold them.
  const without = isDrawable ? (zone?.code ?? null) : null
  const shaped = useSame(zones, ({ code, polygons, status }) => [code, polygons, status])
  const anchored = useSame(zones, ({ code, anchors, status }) => [code, anchors, status])
  const outlines = zone?.polygons ?? null
  const placed = useSame(zones, ({ code, anchors, polygons, status }) => [code, anchors, polygons, status])
  const code = zone?.code ?? null
  const walked = useSlices(
    code === null || land.length === 0 ? null : () => overlapsOf(code, overlapShapes(compiled, code, land)),
    useMemo(() => [code, compiled], [code, compiled]),
  )
  const overlaps = walked?.code === code ? walked.shapes : none
  return {
    overlaps: useMemo(() => overlapFeatures(overlaps), [overlaps]),
    areas: useMemo(() => areaFeatures(shaped, slots, without), [shaped, slots, without]),
    dots: useMemo(() => dotFeatures(dots, slots), [dots, slots]),
    fleet: useMemo(() => fleetFeatures(fleet), [fleet]),
    anchors: useMemo(() => anchorFeatures(anchored, slots), [anchored, slots]),
    problems: useMemo(() => problemFeatures(outlines), [outlines]),
    labels: useMemo(() => labelFeatures(placed), [placed]),
  }
}

const none: readonly OverlapShape[] = []

/** With the zone that they are of: another may be selected by the time they are found. */
function* overlapsOf(code: string, walk: Generator<void, OverlapShape[]>) {
  return { code, shapes: yield* walk }
}
