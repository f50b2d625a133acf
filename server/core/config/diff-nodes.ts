// Which nodes a publish relabels, and which restricted Subclouds they come into or drop out of.

import { isInside } from '../boundary/inside'
import { mergeLayers } from '../boundary/merge'
import type { Boundary } from '../boundary/types'
import type { Place } from '../geo/place'
import type { CompiledConfig } from './compiled'
import { contain } from './contain'

export type NodeChange = {
  id: string
  /** The labelling zone before and after; null is none. */
  from: string | null
  to: string | null
  /** Subclouds whose boundary it would be newly inside of, or no longer. */
  enters: string[]
  leaves: string[]
  /** Jurisdictions it comes into or drops out of. */
  gained: string[]
  lost: string[]
}

/** Only nodes that anything changes for, in the order given. */
export function diffNodes(nodes: readonly { id: string; place: Place }[], from: CompiledConfig, to: CompiledConfig): NodeChange[] {
  const slugs = [...from.subclouds.keys()].filter((slug) => to.subclouds.has(slug))
  const boundaries = slugs.map((slug) => ({ slug, before: boundaryOf(slug, from), after: boundaryOf(slug, to) }))
  return nodes.flatMap(({ id, place }): NodeChange[] => {
    const [a, b] = [contain(from, place, 'high'), contain(to, place, 'high')]
    const moves = boundaries.map(({ slug, before, after }) => ({
      slug,
      was: before !== null && isInside(before, place, a, from),
      is: after !== null && isInside(after, place, b, to),
    }))
    const change: NodeChange = {
      id,
      from: a.label,
      to: b.label,
      enters: moves.filter(({ was, is }) => is && !was).map(({ slug }) => slug),
      leaves: moves.filter(({ was, is }) => was && !is).map(({ slug }) => slug),
      gained: b.jurisdictions.filter((code) => !a.jurisdictions.includes(code)),
      lost: a.jurisdictions.filter((code) => !b.jurisdictions.includes(code)),
    }
    const changes = change.from !== change.to || change.enters.length + change.leaves.length + change.gained.length + change.lost.length > 0
    return changes ? [change] : []
  })
}

function boundaryOf(slug: string, config: CompiledConfig): Boundary | null {
  const merged = mergeLayers(
    [
      { layer: 'platform', clause: config.source.platform.boundary ?? null },
      { layer: 'subcloud', clause: config.subclouds.get(slug)?.policy.boundary ?? null },
    ],
    config,
  )
  return merged.ok ? merged.boundary : null
}
