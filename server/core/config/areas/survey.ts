// Where zones overlap and what none of them covers, with areas and nodes. A country that two list has a known area, and what two drawn
// shapes share is summed over bands of latitude; a drawn shape over a listed country, and what shapes leave of an unlisted one,
// are added up over cells of land. Both are allowed: this is for seeing, not for refusing.

import { edgesOf } from '../../geo/area-difference'
import { sharedKm2 } from '../../geo/area-shared'
import { countryAreaKm2 } from '../../geo/country-bounds'
import type { Place } from '../../geo/place'
import type { CompiledConfig, CompiledZone } from '../compiled'
import { contain } from '../contain'
import { countries } from '../countries'
import { declaredMembers } from '../members'
import { cellsOf, type LandCell } from './land-cells'

export type Overlap = {
  zones: readonly [string, string]
  /** Listed by both. */
  countries: string[]
  subdivisions: string[]
  areaKm2: number
  /** How much of the area was added up over cells. */
  estimatedKm2: number
  nodes: number
}
export type Gaps = { countries: { code: string; km2: number }[]; km2: number; nodes: number }

export type Surveyed = { overlaps: Overlap[]; gaps: Gaps }

/** Yields between small pieces of work, so that whoever walks it can do something else in between. Cells are of one degree. */
export function* survey(config: CompiledConfig, cells: readonly LandCell[], nodes: readonly Place[]): Generator<void, Surveyed> {
  const listed = listedBy(config)
  const pairs = new Pairs()
  for (const [country, zones] of listed.countries) {
    for (const pair of pairs.among(zones)) {
      pair.countries.push(country)
      pair.areaKm2 += countryAreaKm2(country)
    }
  }
  for (const [code, zones] of listed.subdivisions) for (const pair of pairs.among(zones)) pair.subdivisions.push(code)
  yield* addDrawn(config, pairs)
  const land = yield* walkLand(config, cells, listed.countries, pairs)
  yield* countNodes(config, nodes, pairs)
  return { overlaps: pairs.sorted(), gaps: gapsOf(listed.countries, land, pairs.unzoned) }
}

/** Two drawn shapes. From west to east, so that each meets only those that are not over yet. */
function* addDrawn({ zonesWithShape }: CompiledConfig, pairs: Pairs): Generator<void> {
  const drawn = zonesWithShape.map((zone) => ({ zone, edges: edgesOf(zone.shape!.polygons), box: boxAround(zone.shape!.bboxes) }))
  drawn.sort((a, b) => a.box[0] - b.box[0])
  let open: typeof drawn = []
  for (const next of drawn) {
    open = open.filter(({ box }) => box[2] > next.box[0])
    for (const other of open) {
      if (!pairs.areApart(next.zone, other.zone) || other.box[1] >= next.box[3] || other.box[3] <= next.box[1]) continue
      const km2 = sharedKm2(next.edges, other.edges)
      if (km2 > 0) pairs.of(next.zone, other.zone).areaKm2 += km2
      yield
    }
    open.push(next)
  }
}

type Land = ReadonlyMap<string, { all: number; open: number }>

/** A drawn shape over a country that another lists; and of countries that none lists, what no shape covers. */
function* walkLand(
  { zonesWithShape }: CompiledConfig,
  cells: readonly LandCell[],
  listed: ReadonlyMap<string, readonly CompiledZone[]>,
  pairs: Pairs,
): Generator<void, Land> {
  const byCell = new Map<number, CompiledZone[]>()
  for (const zone of zonesWithShape) {
    for (const rings of zone.shape!.polygons) for (const cell of cellsOf(rings)) byCell.set(cell, [...(byCell.get(cell) ?? []), zone])
    yield
  }
  const land = new Map<string, { all: number; open: number }>()
  for (const [i, { index, country, km2 }] of cells.entries()) {
    const drawn = byCell.get(index) ?? []
    const named = (country !== null && listed.get(country)) || []
    for (const a of drawn) {
      for (const b of named) {
        if (drawn.includes(b) || named.includes(a) || !pairs.areApart(a, b)) continue
        const pair = pairs.of(a, b)
        pair.areaKm2 += km2
        pair.estimatedKm2 += km2
      }
    }
    if (country !== null && named.length === 0) {
      const tally = land.get(country) ?? { all: 0, open: 0 }
      land.set(country, { all: tally.all + km2, open: tally.open + (drawn.length === 0 ? km2 : 0) })
    }
    if (i % 64 === 0) yield
  }
  return land
}

function* countNodes(config: CompiledConfig, nodes: readonly Place[], pairs: Pairs): Generator<void> {
  for (const [i, place] of nodes.entries()) {
    const { label, zones } = contain(config, place, 'high')
    if (label === null) pairs.unzoned++
    for (const pair of pairs.known(zones)) pair.nodes++
    if (i % 64 === 0) yield
  }
}

function gapsOf(listed: ReadonlyMap<string, unknown>, land: Land, nodes: number): Gaps {
  // Islands smaller than a cell have none: they count whole.
  const openShare = (code: string) => {
    const tally = land.get(code)
    return tally ? tally.open / tally.all : 1
  }
  const open = [...countries.keys()]
    .filter((code) => !listed.has(code))
    .map((code) => ({ code, km2: countryAreaKm2(code) * openShare(code) }))
    .filter(({ km2 }) => km2 > 0)
    .sort((a, b) => b.km2 - a.km2 || (a.code < b.code ? -1 : 1))
  return { countries: open, km2: open.reduce((sum, { km2 }) => sum + km2, 0), nodes }
}

/** Pairs of zones that overlap, each once. A zone and its ancestor are no pair: that one lies in the other is what they are for. */
class Pairs {
  readonly #pairs = new Map<string, Overlap>()
  unzoned = 0

  areApart(a: CompiledZone, b: CompiledZone): boolean {
    return a !== b && !a.ancestors.includes(b.code) && !b.ancestors.includes(a.code)
  }

  of(a: CompiledZone, b: CompiledZone): Overlap {
    const zones: [string, string] = a.code < b.code ? [a.code, b.code] : [b.code, a.code]
    const key = zones.join(' ')
    const known = this.#pairs.get(key) ?? { zones, countries: [], subdivisions: [], areaKm2: 0, estimatedKm2: 0, nodes: 0 }
    this.#pairs.set(key, known)
    return known
  }

  *among(zones: readonly CompiledZone[]): Generator<Overlap> {
    for (const [i, a] of zones.entries()) for (const b of zones.slice(i + 1)) if (this.areApart(a, b)) yield this.of(a, b)
  }

  *known(codes: readonly string[]): Generator<Overlap> {
    if (codes.length < 2 || this.#pairs.size === 0) return
    const sorted = [...codes].sort()
    for (const [i, a] of sorted.entries()) {
      for (const b of sorted.slice(i + 1)) {
        const pair = this.#pairs.get(`${a} ${b}`)
        if (pair) yield pair
      }
    }
  }

  /** Largest first. */
  sorted(): Overlap[] {
    return [...this.#pairs.values()].sort((a, b) => b.areaKm2 - a.areaKm2 || (a.zones.join() < b.zones.join() ? -1 : 1))
  }
}

function boxAround(
  boxes: readonly (readonly [number, number, number, number])[],
): [west: number, south: number, east: number, north: number] {
  return boxes.reduce<[number, number, number, number]>(
    ([west, south, east, north], box) => [Math.min(west, box[0]), Math.min(south, box[1]), Math.max(east, box[2]), Math.max(north, box[3])],
    [180, 90, -180, -90],
  )
}

/** Zones by what they themselves list; a parent is not listed for its children's countries. */
function listedBy(config: CompiledConfig) {
  const countries = new Map<string, CompiledZone[]>()
  const subdivisions = new Map<string, CompiledZone[]>()
  const push = (map: Map<string, CompiledZone[]>, code: string, zone: CompiledZone) => map.set(code, [...(map.get(code) ?? []), zone])
  for (const zone of config.zones.values()) {
    const own = declaredMembers(zone)
    for (const code of own.countries) push(countries, code, zone)
    for (const code of own.subdivisions) push(subdivisions, code, zone)
  }
  return { countries, subdivisions }
}
