// Which nodes a publish relabels, and which restricted Subclouds they come into or drop out of.

import { isInside } from '../boundary/inside'
import { mergeLayers } from '../boundary/merge'
import type { Boundary } from '../boundary/types'
import type { Containment, Place } from '../geo/place'
import { isEqual } from '../json/share'
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

export type DiffedNode = {
  id: string
  place: Place
  /** As the evidence is judged under each configuration; absent: what the place alone says. */
  was?: Containment
  is?: { place: Place; containment: Containment }
}

/** Only nodes that anything changes for, in the order given. */
export function diffNodes(
  nodes: readonly DiffedNode[],
  from: CompiledConfig,
  to: CompiledConfig,
  touched: readonly { slug: string | null }[],
): NodeChange[] {
  const bounded = (slugs: Iterable<string>) =>
    [...slugs].map((slug) => ({ slug, before: boundaryOf(slug, from), after: boundaryOf(slug, to) }))
  const affected = bounded(
    touched.flatMap(({ slug }) => (slug !== null && from.subclouds.has(slug) && to.subclouds.has(slug) ? [slug] : [])),
  )
  let every: typeof affected | null = null
  return nodes.flatMap(({ id, place, was, is }): NodeChange[] => {
    const [a, b] = [was ?? contain(from, place, 'high'), is?.containment ?? contain(to, place, 'high')]
    const next = is?.place ?? place
    // A node that stays where it is crosses only the boundaries that move.
    const stays = isSamePlace(place, next) && isEqual(a, b)
    if (!stays) every ??= bounded([...from.subclouds.keys()].filter((slug) => to.subclouds.has(slug)))
    const moves = (stays ? affected : every!).map(({ slug, before, after }) => ({
      slug,
      inside: [before !== null && isInside(before, place, a, from), after !== null && isInside(after, next, b, to)] as const,
    }))
    const change: NodeChange = {
      id,
      from: a.label,
      to: b.label,
      enters: moves.filter(({ inside }) => inside[1] && !inside[0]).map(({ slug }) => slug),
      leaves: moves.filter(({ inside }) => inside[0] && !inside[1]).map(({ slug }) => slug),
      gained: b.jurisdictions.filter((code) => !a.jurisdictions.includes(code)),
      lost: a.jurisdictions.filter((code) => !b.jurisdictions.includes(code)),
    }
    const changes = change.from !== change.to || change.enters.length + change.leaves.length + change.gained.length + change.lost.length > 0
    return changes ? [change] : []
  })
}

const isSamePlace = (a: Place, b: Place) => a.country === b.country && a.subdivision === b.subdivision

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
