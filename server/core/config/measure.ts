// Sizes and depth of a document before anything recurses into it or validates it: whoever sends 60,000 vertices or 10,000
// brackets is answered without their being looked at.

import { error, type Finding } from './finding'
import { limits } from './schema'

/** Nothing in a configuration is nested deeper. */
const maxDepth = 16

export function measure(input: unknown): Finding | null {
  return measureTree(input) ?? measureZones(input)
}

/** Depth and bytes (as UTF-8 JSON without spaces, numbers counted by their digits), with a stack of its own. */
function measureTree(input: unknown): Finding | null {
  const stack: { value: unknown; depth: number }[] = [{ value: input, depth: 0 }]
  let bytes = 0
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { value, depth } = top
    if (typeof value === 'string') bytes += value.length + 2
    else if (typeof value === 'number') bytes += String(value).length
    else if (typeof value === 'object' && value !== null) {
      if (depth >= maxDepth) return error('', 'too_deep', `The document is nested deeper than ${maxDepth} levels.`)
      if (Array.isArray(value)) for (const item of value) stack.push({ value: item, depth: depth + 1 })
      else {
        for (const key of Object.keys(value)) {
          bytes += key.length + 3
          stack.push({ value: (value as Record<string, unknown>)[key], depth: depth + 1 })
        }
      }
    } else bytes += 4
    bytes += 1
    if (bytes > limits.configBytes) return error('', 'too_large', `A configuration may have ${limits.configBytes / 1024 / 1024} MiB.`)
  }
  return null
}

function measureZones(input: unknown): Finding | null {
  const zones = member(input, 'zones')
  if (!Array.isArray(zones)) return null
  for (const [i, zone] of zones.entries()) {
    const coordinates = member(member(zone, 'polygons'), 'coordinates')
    if (!Array.isArray(coordinates)) continue
    const path = `zones[${i}].polygons.coordinates`
    let vertices = 0
    for (const [p, rings] of coordinates.entries()) {
      if (!Array.isArray(rings)) continue
      for (const [r, ring] of rings.entries()) {
        if (!Array.isArray(ring)) continue
        vertices += ring.length
        if (vertices > limits.zoneVertices)
          return error(path, 'too_large', `A zone may have ${limits.zoneVertices} vertices. Simplify the shape.`)
        if (ring.length > limits.ringVertices)
          return error(
            `${path}[${p}][${r}]`,
            'too_large',
            `${ring.length} vertices; a ring may have ${limits.ringVertices}. Simplify the shape.`,
          )
      }
    }
    if (vertices > 1000 && JSON.stringify(zone).length > limits.zoneBytes)
      return error(`zones[${i}]`, 'too_large', 'A zone may have 1 MiB. Simplify its shape or shorten its coordinates.')
  }
  return null
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
}
