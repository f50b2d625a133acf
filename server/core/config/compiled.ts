// A configuration with every lookup that a decision needs precomputed. Built once a revision by compileConfig,
// immutable, shared by live routing, simulation and the dashboard.

import type { PrefixMap } from '../geo/cidr'
import type { Place, ZoneCode } from '../geo/place'
import type { KnownOrigins } from '../origin/known-origins'
import type { DrawnZones } from './drawn-zones'
import type { Config, Jurisdiction, MultiPolygon, Subcloud, Zone } from './schema'

export type CompiledZone = Zone & {
  depth: number
  /** Nearest first. */
  ancestors: readonly ZoneCode[]
  /** Itself included. */
  descendants: ReadonlySet<ZoneCode>
  top: ZoneCode
  /** Countries and subdivisions of itself and its descendants. */
  allCountries: ReadonlySet<string>
  allSubdivisions: ReadonlySet<string>
  /** With its descendants; subdivisions count nothing. Only for ordering zones. */
  areaKm2: number
  shape: CompiledShape | null
}

/** Rings with their bounding boxes, already cut at ±180°. */
export type CompiledShape = {
  polygons: MultiPolygon['coordinates']
  bboxes: readonly (readonly [number, number, number, number])[]
  areaKm2: number
}

export type CompiledConfig = {
  revision: number
  source: Config
  /** Published and deprecated zones by code; drafts and retired ones are in `source` only. */
  zones: ReadonlyMap<ZoneCode, CompiledZone>
  topZones: readonly ZoneCode[]
  /** Retired, merged or renamed code → the code that stands for it now. */
  successors: ReadonlyMap<ZoneCode, ZoneCode>
  /** Assignment by declared membership, the winner where several claim it. */
  zoneByCountry: ReadonlyMap<string, ZoneCode>
  zoneBySubdivision: ReadonlyMap<string, ZoneCode>
  /** Every zone whose declared membership has the code, with all ancestors; deepest first, then by code. */
  zonesByCountry: ReadonlyMap<string, readonly ZoneCode[]>
  zonesBySubdivision: ReadonlyMap<string, readonly ZoneCode[]>
  zonesWithShape: readonly CompiledZone[]
  /** The same, drawn into a raster. */
  drawn: DrawnZones
  jurisdictions: ReadonlyMap<string, Jurisdiction & { countrySet: ReadonlySet<string>; subdivisionSet: ReadonlySet<string> }>
  jurisdictionsByCountry: ReadonlyMap<string, readonly string[]>
  jurisdictionsBySubdivision: ReadonlyMap<string, readonly string[]>
  subclouds: ReadonlyMap<string, Subcloud>
  models: ReadonlySet<string>
  overrides: PrefixMap<Place>
  /** What was worked out under this configuration before. */
  origins: KnownOrigins
}
