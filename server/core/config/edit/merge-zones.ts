// Several zones into one that has the members of all. Their children become its children, log rows of the old codes resolve
// to it. References follow where that cannot widen anything: a deny list, a preference, a neighbour, always; a list of
// what is allowed only where it named every one of the merged zones, since else its owner would let in more than was meant.

import type { GeoToken } from '../../geo/place'
import type { Config, Zone } from '../schema'
import { codeTaken, type Edited, edited, refuse } from './edited'
import { mapTokens } from './map-tokens'

export function mergeZones(config: Config, codes: readonly string[], into: { code: string; name: string }): Edited {
  const merged = new Set(codes)
  const zones = config.zones.filter((zone) => merged.has(zone.code))
  const [first] = zones
  if (!first || zones.length < 2) return refuse('A merge takes at least two zones.')
  if (zones.length < merged.size) return refuse(`There is no zone ${codes.find((code) => !zones.some((zone) => zone.code === code))}.`)
  if (zones.some((zone) => zone.parent !== first.parent))
    return refuse(`${zones.map((zone) => zone.code).join(' and ')} have different parents. Move them under one first.`)
  const taken = codeTaken(into.code, config.zones, codes)
  if (taken) return refuse(taken)

  const gone = codes.filter((code) => code !== into.code)
  const target: GeoToken = `zone:${into.code}`
  const isMerged = (token: GeoToken) => token.startsWith('zone:') && merged.has(token.slice(5))
  const followed = mapTokens(config, (tokens, _, list) =>
    list === 'allow' && codes.some((code) => !tokens.includes(`zone:${code}`))
      ? tokens
      : tokens.map((token) => (isMerged(token) ? target : token)),
  )
  const result = {
    ...union(zones, first),
    ...into,
    replaces: distinct([...gone, ...zones.flatMap((zone) => zone.replaces)]).filter((code) => code !== into.code),
  }
  result.neighbours = distinct(zones.flatMap((zone) => zone.neighbours)).filter((code) => !merged.has(code) && code !== into.code)
  const at = config.zones.indexOf(first)
  const rest = followed.zones.flatMap((zone, i) => (i === at ? [result] : merged.has(config.zones[i]!.code) ? [] : [zone]))
  return edited({ ...followed, zones: rest }, gone)
}

function union(zones: readonly Zone[], first: Zone): Zone {
  const shapes = zones.flatMap((zone) => zone.polygons?.coordinates ?? [])
  return {
    ...first,
    countries: distinct(zones.flatMap((zone) => zone.countries)).sort(),
    subdivisions: distinct(zones.flatMap((zone) => zone.subdivisions)).sort(),
    polygons: shapes.length === 0 ? null : { type: 'MultiPolygon', coordinates: shapes },
    anchors: zones.flatMap((zone) => zone.anchors),
    priority: Math.max(...zones.map((zone) => zone.priority)),
    // One that is still in force keeps the whole in force.
    status: zones.some((zone) => zone.status === 'published') ? 'published' : first.status,
  }
}

const distinct = <T>(list: readonly T[]): T[] => [...new Set(list)]
