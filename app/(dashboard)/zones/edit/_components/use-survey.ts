'use client'
import { useEffect, useState } from 'react'
import type { LandCell } from '@/server/core/config/areas/land-cells'
import { type Gaps, type Overlap, survey } from '@/server/core/config/areas/survey'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Place } from '@/server/core/geo/place'

/** A frame has room for this much beside what the page does. */
const sliceMs = 8
const afterMs = 300

export type Surveyed = { overlaps: readonly Overlap[]; gaps: Gaps }

/** Overlaps and gaps of a draft, a slice at a time; null until the first is done, then the last one while the next is made. */
export function useSurvey(compiled: CompiledConfig, cells: readonly LandCell[], places: readonly Place[]): Surveyed | null {
  const [surveyed, setSurveyed] = useState<Surveyed | null>(null)
  useEffect(() => {
    if (cells.length === 0) return
    const walk = survey(compiled)
    let at = 0
    const slice = () => {
      const until = performance.now() + sliceMs
      while (at < cells.length && performance.now() < until) walk.visit(cells[at++]!)
      if (at < cells.length) timer = setTimeout(slice)
      else setSurveyed({ overlaps: walk.overlaps(places), gaps: walk.gaps(places) })
    }
    let timer = setTimeout(slice, afterMs)
    return () => clearTimeout(timer)
  }, [compiled, cells, places])
  return surveyed
}
