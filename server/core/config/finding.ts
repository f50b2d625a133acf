// What is wrong with a configuration, and where: a path into the document, a stable code, a message saying what to do.

import type { Fix } from './fix'

export type Finding = {
  severity: 'error' | 'warning'
  /** Like `zones[3].countries[0]`; empty for the document as a whole. */
  path: string
  code: FindingCode
  message: string
  /** Tokens or codes to write instead. */
  suggestions?: readonly string[]
  /** For `in_use`: who refers to it, e.g. `Subcloud acme-eu, boundary.allow[0]`. */
  usedBy?: readonly string[]
  /** The likeliest way to put it right. */
  fix?: Fix
}

export const findingCodes = [
  'invalid_value',
  'too_large',
  'too_deep',
  'no_zones',
  'duplicate',
  'unknown_country',
  'unknown_subdivision',
  'unknown_parent',
  'unknown_neighbour',
  'unknown_zone',
  'unknown_model',
  'invalid_geo_token',
  'parent_cycle',
  'zone_too_deep',
  'zone_empty',
  'polygon_invalid',
  'polygon_cut',
  'boundary_empty',
  'in_use',
  'keys_outlast_owner',
  'isolation',
  'isolation_conflict',
  'no_boundary',
  'preference_outside_boundary',
  'covers_less',
  'overlap',
  'lineage',
  'override_no_place',
  'anchor_outside',
  'policy_test',
  'settings_conflict',
] as const
export type FindingCode = (typeof findingCodes)[number]

export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`),
    '',
  )
}

export const error = (path: string, code: FindingCode, message: string): Finding => ({ severity: 'error', path, code, message })
export const warning = (path: string, code: FindingCode, message: string): Finding => ({ severity: 'warning', path, code, message })
