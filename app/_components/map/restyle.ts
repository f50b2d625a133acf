// The steps from one style to the next over the same sources. Map.setStyle would do, but takes what live sources hold
// for a difference and empties them.

import type { FilterSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'

export type Step =
  | { do: 'add'; layer: LayerSpecification; before: string | undefined }
  | { do: 'remove'; id: string }
  | { do: 'filter'; id: string; filter: FilterSpecification | undefined }
  | { do: 'paint' | 'layout'; id: string; name: string; value: unknown }

type Loose = { id: string; filter?: FilterSpecification; paint?: Record<string, unknown>; layout?: Record<string, unknown> }

const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b)

export function stepsBetween(from: StyleSpecification, to: StyleSpecification): Step[] {
  const before = new Map(from.layers.map((layer) => [layer.id, layer]))
  const kept = new Set(to.layers.map(({ id }) => id))
  const steps: Step[] = from.layers.filter(({ id }) => !kept.has(id)).map(({ id }) => ({ do: 'remove', id }))
  // From the top down, so that the layer to stand before is there already.
  for (const [i, layer] of [...to.layers.entries()].reverse()) {
    const old = before.get(layer.id)
    if (old) steps.push(...changes(old as Loose, layer as Loose))
    else steps.push({ do: 'add', layer, before: to.layers[i + 1]?.id })
  }
  return steps
}

function changes(old: Loose, next: Loose): Step[] {
  const steps: Step[] = differs(old.filter, next.filter) ? [{ do: 'filter', id: next.id, filter: next.filter }] : []
  for (const kind of ['paint', 'layout'] as const) {
    const names = new Set([...Object.keys(old[kind] ?? {}), ...Object.keys(next[kind] ?? {})])
    for (const name of names) {
      const value = next[kind]?.[name]
      if (differs(old[kind]?.[name], value)) steps.push({ do: kind, id: next.id, name, value })
    }
  }
  return steps
}
