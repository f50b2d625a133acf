// Every field that differs between two configurations, and nothing else: entities met by their code, lists whose order
// says nothing as what came and went, drawn shapes by area. The diff's words are made of it, and it is what proves them
// complete: a field nobody thought of shows up here by its path.

import { areaDifference } from '../geo/area-difference'
import { areaKm2 } from '../geo/ring'
import { isEqual, isRecord } from '../json/share'
import type { Config, MultiPolygon } from './schema'

export type ShapeSize = { polygons: number; vertices: number; areaKm2: number }
export type FieldChange = { path: string } & (
  | { kind: 'value'; from: unknown; to: unknown }
  | { kind: 'set'; added: string[]; removed: string[] }
  /** A list whose order means something. */
  | { kind: 'order'; from: string[]; to: string[] }
  | { kind: 'shape'; from: ShapeSize | null; to: ShapeSize | null; gainedKm2: number; lostKm2: number }
)
export type EntityKind = 'zone' | 'jurisdiction' | 'subcloud' | 'override' | 'models' | 'gate' | 'routing' | 'platform'
export type EntityChange = {
  entity: EntityKind
  /** Code, slug or prefix; `*` for the list as a whole, empty where there is only one. */
  id: string
  name: string | null
  change: 'added' | 'removed' | 'changed'
  /** Of something added or removed: all that it is made of. */
  fields: FieldChange[]
}

type Fields = Record<string, unknown>

/** For normalised configurations, as publish stores them. */
export function changesBetween(from: Config, to: Config): EntityChange[] {
  return [
    ...entityChanges('zone', 'code', from.zones, to.zones),
    ...entityChanges('jurisdiction', 'code', from.jurisdictions, to.jurisdictions),
    ...entityChanges('subcloud', 'slug', from.subclouds, to.subclouds),
    ...entityChanges('override', 'cidr', from.overrides, to.overrides),
    ...single('models', { models: from.models }, { models: to.models }),
    ...single('gate', from.gate, to.gate),
    ...single('routing', from.routing, to.routing),
    ...single('platform', from.platform, to.platform),
  ]
}

function entityChanges(entity: EntityKind, key: string, from: readonly Fields[], to: readonly Fields[]): EntityChange[] {
  if (from === to) return []
  const [before, after] = [from, to].map((list) => new Map(list.map((item) => [String(item[key]), item]))) as [
    Map<string, Fields>,
    Map<string, Fields>,
  ]
  const ids = [...new Set([...before.keys(), ...after.keys()])]
  const changes = ids.flatMap((id): EntityChange[] => {
    const [was, is] = [before.get(id), after.get(id)]
    const fields = fieldChanges(was ?? {}, is ?? {}, '', !was || !is)
    if (was && is && fields.length === 0) return []
    const name = (is ?? was)?.name
    return [{ entity, id, name: typeof name === 'string' ? name : null, change: !was ? 'added' : !is ? 'removed' : 'changed', fields }]
  })
  const [oldOrder, newOrder] = [[...before.keys()].filter((id) => after.has(id)), [...after.keys()].filter((id) => before.has(id))]
  if (!isEqual(oldOrder, newOrder))
    changes.push({
      entity,
      id: '*',
      name: null,
      change: 'changed',
      fields: [{ path: 'order', kind: 'order', from: oldOrder, to: newOrder }],
    })
  return changes
}

function single(entity: EntityKind, from: Fields, to: Fields): EntityChange[] {
  const fields = fieldChanges(from, to, '', false)
  return fields.length > 0 ? [{ entity, id: '', name: null, change: 'changed', fields }] : []
}

function fieldChanges(from: Fields, to: Fields, prefix: string, onlyContent: boolean): FieldChange[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((key): FieldChange[] => {
    const path = prefix === '' ? key : `${prefix}.${key}`
    const [a, b] = [from[key], to[key]]
    if (isEqual(a, b) || (onlyContent && isBlank(a) && isBlank(b))) return []
    if (key === 'polygons') return [shapeChange(path, a as MultiPolygon | null, b as MultiPolygon | null)]
    if (isFields(a) && isFields(b) && (isRecord(a) || isRecord(b))) return fieldChanges(a ?? {}, b ?? {}, path, onlyContent)
    const isList = isTexts(a) && isTexts(b) && (a ?? []).length + (b ?? []).length > 0
    return [isList ? listChange(path, a ?? [], b ?? []) : { path, kind: 'value', from: a ?? null, to: b ?? null }]
  })
}

const ordered: ReadonlySet<string> = new Set(['neighbours', 'prefer'])

function listChange(path: string, from: string[], to: string[]): FieldChange {
  const removed = without(from, to)
  const added = without(to, from)
  const isOrdered = ordered.has(path.slice(path.lastIndexOf('.') + 1)) || added.length + removed.length === 0
  return isOrdered ? { path, kind: 'order', from, to } : { path, kind: 'set', added, removed }
}

function without(list: readonly string[], other: readonly string[]): string[] {
  const known = new Set(other)
  return list.filter((item) => !known.has(item))
}

function shapeChange(path: string, from: MultiPolygon | null, to: MultiPolygon | null): FieldChange {
  return { path, kind: 'shape', from: sizeOf(from), to: sizeOf(to), ...areaDifference(from?.coordinates ?? null, to?.coordinates ?? null) }
}

function sizeOf(shape: MultiPolygon | null): ShapeSize | null {
  if (!shape) return null
  const rings = shape.coordinates.flat()
  return {
    polygons: shape.coordinates.length,
    vertices: rings.reduce((sum, ring) => sum + ring.length, 0),
    areaKm2: shape.coordinates.reduce(
      (sum, polygon) => sum + polygon.reduce((own, ring, i) => own + (i === 0 ? 1 : -1) * areaKm2(ring), 0),
      0,
    ),
  }
}

const isTexts = (value: unknown): value is string[] | undefined =>
  value === undefined || (Array.isArray(value) && value.every((item) => typeof item === 'string'))
const isFields = (value: unknown): value is Fields | undefined => value === undefined || isRecord(value)
const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isRecord(value) && Object.values(value).every(isBlank))
