// A changed field in words: what a reader of the diff needs, not what the document calls it.

import type { EntityChange, FieldChange } from '@/server/core/config/changes'
import { countryName } from '../../_lib/country-name'
import { count, km } from '../../_lib/format'
import { settingAt, settingChangeWords } from '../../_lib/settings/sections'

export const entityWords: Record<EntityChange['entity'], string> = {
  zone: 'Zone',
  jurisdiction: 'Jurisdiction',
  subcloud: 'Subcloud',
  override: 'Address override',
  models: 'Models',
  gate: 'Activation gate',
  routing: 'Routing',
  platform: 'Platform',
}

export const changeWords = { added: 'new', removed: 'removed', changed: 'changed' } as const

const fieldNames: Record<string, string> = {
  polygons: 'drawn area',
  replaces: 'stands for',
  anchors: 'anchors',
  parent: 'lies within',
  neighbours: 'falls back to',
  reviewedAt: 'last reviewed',
  'policy.boundary.allow': 'jobs may run in',
  'policy.boundary.deny': 'jobs may not run in',
  'policy.prefer': 'prefers',
  'policy.fallback': 'falls back',
  'policy.minTrust': 'trust asked for',
  'policy.originAllow': 'origins taken',
  'policy.originDeny': 'origins refused',
  'policy.onUnknownOrigin': 'unknown origins',
  'policy.isolate': 'isolated',
  'policy.spillBudgetPct': 'spill budget, %',
  'policy.tests': 'tests',
  'policy.participation.join': 'who may join',
  'policy.participation.bans': 'banned nodes',
  'policy.participation.assigned': 'assigned nodes',
  'boundary.allow': 'jobs may run in',
  'boundary.deny': 'jobs may not run in',
  nearestZone: 'nearest-zone rule',
  panic: 'panic',
  order: 'order',
  cidr: 'addresses',
  place: 'stands in',
  'place.country': 'country',
  'place.subdivision': 'subdivision',
  'place.lng': 'longitude',
  'place.lat': 'latitude',
}

/** `policy.participation.criteria.minVramGb` where there are no better words for it. */
export function fieldName(path: string): string {
  return fieldNames[path] ?? settingAt(path)?.label ?? path.replace(/^policy\.participation\.|^policy\./, '').replaceAll('.', ' › ')
}

const listed = 12

export function fieldWords(change: FieldChange): string {
  switch (change.kind) {
    case 'set':
      return [change.added.length > 0 && `+ ${list(change.added)}`, change.removed.length > 0 && `− ${list(change.removed)}`]
        .filter(Boolean)
        .join('   ')
    case 'order':
      return `${change.from.join(' › ') || 'none'} → ${change.to.join(' › ') || 'none'}`
    case 'shape':
      return shapeWords(change)
    case 'value':
      if (change.path === 'anchors') return anchorWords(change.from, change.to)
      return settingChangeWords(change) ?? `${valueWords(change.from)} → ${valueWords(change.to)}`
  }
}

function shapeWords({ from, to, gainedKm2, lostKm2 }: Extract<FieldChange, { kind: 'shape' }>): string {
  if (!from || !to) return from ? `removed, ${area(from.areaKm2)}` : `drawn, ${area(to!.areaKm2)}, ${count(to!.vertices)} vertices`
  const vertices = from.vertices === to.vertices ? '' : `, ${count(from.vertices)} → ${count(to.vertices)} vertices`
  return `+ ${area(gainedKm2)}   − ${area(lostKm2)}${vertices}`
}

export const area = (km2: number) => `${count(km2 < 10 ? Math.round(km2 * 10) / 10 : Math.round(km2))} km²`

type Anchor = { lng: number; lat: number }

function anchorWords(from: unknown, to: unknown): string {
  const [was, is] = [anchorsOf(from), anchorsOf(to)]
  const gone = was.filter((one) => !is.some((other) => isSame(one, other)))
  const come = is.filter((one) => !was.some((other) => isSame(one, other)))
  if (gone.length === 1 && come.length === 1) return `${at(gone[0]!)} → ${at(come[0]!)}, moved ${km(roughKm(gone[0]!, come[0]!))}`
  const parts = [come.length > 0 && `+ ${come.map(at).join('; ')}`, gone.length > 0 && `− ${gone.map(at).join('; ')}`].filter(Boolean)
  return parts.length > 0 ? parts.join('   ') : 'another order'
}

const anchorsOf = (value: unknown): Anchor[] => (Array.isArray(value) ? (value as Anchor[]) : [])
const isSame = (a: Anchor, b: Anchor) => a.lng === b.lng && a.lat === b.lat
const at = ({ lng, lat }: Anchor) => `${lat}, ${lng}`

/** Close enough for words. */
function roughKm(a: Anchor, b: Anchor): number {
  const east = (b.lng - a.lng) * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180)
  return Math.hypot(east, b.lat - a.lat) * 111.2
}

function list(codes: readonly string[]): string {
  const shown = codes.slice(0, listed).map((code) => (/^[A-Z]{2}$/.test(code) ? `${countryName(code)} ${code}` : code))
  return shown.join(', ') + (codes.length > listed ? ` and ${codes.length - listed} more` : '')
}

export function valueWords(value: unknown): string {
  if (value === null || value === undefined) return 'unset'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'string') return value === '' ? 'empty' : value
  if (Array.isArray(value) && value.length === 0) return 'none'
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value)
  return text.length > 160 ? `${text.slice(0, 160)}…` : text
}
