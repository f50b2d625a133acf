'use client'
import { useEffect, useRef, useState } from 'react'
import type { LandCell } from '@/server/core/config/areas/land-cells'
import { type Surveyed, survey } from '@/server/core/config/areas/survey'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Place } from '@/server/core/geo/place'

/** A frame has room for this much beside what the page does. */
const sliceMs = 8
const afterMs = 300

/** Overlaps and gaps of a draft, a slice at a time; null until the first is done, then the last one while the next is made. Nodes are
 *  those of the moment: that one comes or goes is no reason to begin anew. */
export function useSurvey(compiled: CompiledConfig, cells: readonly LandCell[], places: readonly Place[]): Surveyed | null {
  const [surveyed, setSurveyed] = useState<Surveyed | null>(null)
  const nodes = useRef(places)
  nodes.current = places
  useEffect(() => {
    if (cells.length === 0) return
    let walk: ReturnType<typeof survey> | null = null
    const slice = () => {
      walk ??= survey(compiled, cells, nodes.current)
      const until = performance.now() + sliceMs
      let step = walk.next()
      while (!step.done && performance.now() < until) step = walk.next()
      if (step.done) setSurveyed(step.value)
      else timer = setTimeout(slice)
    }
    let timer = setTimeout(slice, afterMs)
    return () => clearTimeout(timer)
  }, [compiled, cells])
  return surveyed
}
