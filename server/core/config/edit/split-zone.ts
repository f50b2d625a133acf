// One zone into parts that together are what it was. As children the zone stays, made of its parts, so that every policy on it
// still matches all of them. As siblings it goes: lists that named it name all the parts instead, which means the same.

import type { GeoToken } from '../../geo/place'
import { compileShape } from '../../geo/polygon'
import { normaliseMultiPolygon } from '../../geo/polygon-normal'
import { declaredMembers } from '../members'
import type { Config, MultiPolygon, Zone } from '../schema'
import { codeTaken, type Edited, edited, refuse } from './edited'
import { mapTokens } from './map-tokens'

export type ZonePart = Pick<Zone, 'code' | 'name' | 'countries' | 'subdivisions' | 'polygons' | 'anchors'>
export type SplitAs = 'children' | 'siblings'

export function splitZone(config: Config, code: string, parts: readonly ZonePart[], as: SplitAs): Edited {
  const zone = config.zones.find((each) => each.code === code)
  if (!zone) return refuse(`There is no zone ${code}.`)
  const problem = checkParts(zone, parts, config)
  if (problem) return refuse(problem)
  const below = config.zones.filter((each) => each.parent === code).map((each) => each.code)
  if (as === 'siblings' && below.length > 0)
    return refuse(`${below.join(', ')} lie${below.length === 1 ? 's' : ''} within ${code}. Split it into children, or move those first.`)

  const born = parts.map(
    (part): Zone => ({ ...zone, ...part, ...originOf(zone, parts, part, as), bias: as === 'children' ? 0 : zone.bias, color: undefined }),
  )
  const at = config.zones.indexOf(zone)
  if (as === 'children') {
    const emptied = { ...zone, countries: [], subdivisions: [], polygons: null }
    return edited({ ...config, zones: config.zones.toSpliced(at, 1, emptied, ...born) }, [])
  }
  const all = parts.map((part): GeoToken => `zone:${part.code}`)
  const followed = mapTokens({ ...config, zones: config.zones.toSpliced(at, 1) }, (tokens, kind) =>
    // A test says where one job goes: which of the parts that is now, only its author knows.
    kind === 'test' ? tokens : tokens.flatMap((token) => (token === `zone:${code}` ? all : [token])),
  )
  return edited({ ...followed, zones: followed.zones.toSpliced(at, 0, ...born) }, [code])
}

function originOf(zone: Zone, parts: readonly ZonePart[], part: ZonePart, as: SplitAs): Pick<Zone, 'parent' | 'replaces' | 'neighbours'> {
  const others = parts.filter((each) => each !== part).map((each) => each.code)
  const rest = zone.neighbours.filter((each) => !others.includes(each))
  return {
    parent: as === 'children' ? zone.code : zone.parent,
    replaces: [zone.code],
    // A child falls back to its parent, and so to the other parts, before any neighbour.
    neighbours: as === 'children' ? rest : [...others, ...rest],
  }
}

function checkParts(zone: Zone, parts: readonly ZonePart[], config: Config): string | null {
  if (parts.length < 2) return 'A split makes at least two parts.'
  const codes = parts.map((part) => part.code)
  const twice = codes.find((each, i) => codes.indexOf(each) !== i)
  if (twice) return `Two parts are called ${twice}.`
  const taken = codes.map((each) => codeTaken(each, config.zones)).find((each) => each !== null)
  if (taken) return taken
  const empty = parts.find((part) => part.countries.length + part.subdivisions.length + (part.polygons?.coordinates.length ?? 0) === 0)
  if (empty) return `${empty.code} would have nothing in it.`
  return checkMembers(zone, parts) ?? checkArea(zone, parts)
}

function checkMembers(zone: Zone, parts: readonly ZonePart[]): string | null {
  const own = members(zone)
  const owners = new Map<string, string>()
  for (const part of parts) {
    for (const member of members(part)) {
      const other = owners.get(member)
      if (other !== undefined) return `${member} is in ${other} and in ${part.code}.`
      owners.set(member, part.code)
    }
  }
  const lost = own.filter((member) => !owners.has(member))
  if (lost.length > 0) return `${lost.join(', ')} ${lost.length === 1 ? 'is' : 'are'} in no part.`
  const foreign = [...owners.keys()].find((member) => !own.includes(member))
  return foreign === undefined ? null : `${foreign} is not in ${zone.code}.`
}

/** Cutting is exact up to rounding; what is missing beyond that was left out. */
function checkArea(zone: Zone, parts: readonly ZonePart[]): string | null {
  const whole = areaOf(zone.polygons)
  const sum = parts.reduce((total, part) => total + areaOf(part.polygons), 0)
  if (Math.abs(whole - sum) <= Math.max(1, whole * 1e-6)) return null
  return `The parts draw ${Math.round(sum)} km², ${zone.code} draws ${Math.round(whole)} km²: nothing may be lost or added.`
}

function areaOf(polygons: MultiPolygon | null): number {
  const normal = polygons && normaliseMultiPolygon(polygons)
  return normal?.ok ? compileShape(normal.polygons).areaKm2 : 0
}

function members(entry: { countries: readonly string[]; subdivisions: readonly string[] }): string[] {
  const { countries, subdivisions } = declaredMembers(entry)
  return [...countries, ...subdivisions]
}
