// RFC 4180, and safe to open in a spreadsheet: a text that would be run as a formula gets an apostrophe in front.
// A text that begins with an apostrophe gets one too, so that taking one off gives back every value exactly.

import type { DecisionRow } from '../services/decisions/schemas'

const runs = /^[=+\-@\t\r\n'|%]/

export function csvCell(value: string | number | boolean | null): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const safe = runs.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

type Column = readonly [name: string, of: (row: DecisionRow) => string | number | boolean | null]

const columns: readonly Column[] = [
  ['id', (r) => r.id],
  ['at', (r) => new Date(r.at).toISOString()],
  ['outcome', (r) => r.outcome],
  ['code', (r) => r.code],
  ['revision', (r) => r.revision],
  ['model', (r) => r.model],
  ['environment', (r) => r.environment],
  ['subcloud', (r) => r.subcloud],
  ['gate', (r) => r.gate],
  ['geoApplied', (r) => r.geoApplied],
  ['originCountry', (r) => r.origin.country],
  ['originSubdivision', (r) => r.origin.subdivision],
  ['originZone', (r) => r.origin.zone],
  ['originSource', (r) => r.origin.source],
  ['originConfidence', (r) => r.origin.confidence],
  ['preferredZone', (r) => r.preferredZone],
  ['preferredSource', (r) => r.preferredSource],
  ['servedZone', (r) => r.servedZone],
  ['servedCountry', (r) => r.servedCountry],
  ['rung', (r) => r.rung],
  ['fallback', (r) => r.fallback],
  ['nodeId', (r) => r.nodeId],
  ['retryOf', (r) => r.retryOf],
  ['distanceKm', (r) => r.distanceKm],
  ['shadowZone', (r) => r.shadow?.servedZone ?? null],
  ['shadowRung', (r) => r.shadow?.rung ?? null],
  ['reasons', (r) => r.reasons.join(' ')],
  ['simulated', (r) => r.simulated],
  ['tookUs', (r) => r.tookUs],
]

export const csvHeader = columns.map(([name]) => name).join(',')

export function csvLine(row: DecisionRow): string {
  return columns.map(([, of]) => csvCell(of(row))).join(',')
}
