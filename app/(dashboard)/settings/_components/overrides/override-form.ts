// One address override as it is written in the form, and what is wrong with it, field by field.

import { checkOverrides } from '@/server/core/config/check-overrides'
import { overridePlaceOf } from '@/server/core/config/compile-overrides'
import { type Override, overrideSchema } from '@/server/core/config/schema'
import { formatCidr, parseCidr } from '@/server/core/geo/cidr'
import type { GeoToken } from '@/server/core/geo/place'

export type OverrideForm = { cidr: string; token: GeoToken | null; lat: string; lng: string; note: string }
export type OverrideProblems = Partial<Record<'cidr' | 'place' | 'position' | 'note', string>>

export const emptyForm: OverrideForm = { cidr: '', token: null, lat: '', lng: '', note: '' }

export function formOf({ cidr, place, note = '' }: Override): OverrideForm {
  if (typeof place === 'string') return { cidr, token: place, lat: '', lng: '', note }
  const { country, subdivision, lat, lng } = place
  const token: GeoToken = subdivision ? `subdivision:${subdivision}` : `country:${country}`
  return { cidr, token, lat: lat === undefined ? '' : String(lat), lng: lng === undefined ? '' : String(lng), note }
}

/** `others`: the prefixes that have an override already. */
export function readForm(
  form: OverrideForm,
  others: ReadonlySet<string>,
): { override: Override; problems: null } | { override: null; problems: OverrideProblems } {
  const problems: OverrideProblems = {}
  const cidr = parseCidr(form.cidr)
  if (!cidr || !form.cidr.includes('/')) problems.cidr = 'A prefix such as 203.0.113.0/24 or 2001:db8::/32'
  else if (others.has(formatCidr(cidr))) problems.cidr = `${formatCidr(cidr)} has an override already: open that one`
  if (form.token === null) problems.place = 'A country or a subdivision'
  const place = placeOf(form)
  if (place === null && form.token !== null) problems.position = 'Both latitude and longitude, or neither'
  if (!cidr || place === null || Object.keys(problems).length > 0) return { override: null, problems }
  const note = form.note.trim()
  const parsed = overrideSchema.safeParse({ cidr: formatCidr(cidr), place, ...(note ? { note } : {}) })
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) problems[fieldOf(path)] = message
    return { override: null, problems }
  }
  for (const { path, message, severity } of checkOverrides({ overrides: [parsed.data] }))
    if (severity === 'error') problems[path.endsWith('cidr') ? 'cidr' : 'place'] = message
  return Object.keys(problems).length > 0 ? { override: null, problems } : { override: parsed.data, problems: null }
}

function placeOf({ token, lat, lng }: OverrideForm): Override['place'] | null {
  if (token === null) return null
  const [y, x] = [lat.trim(), lng.trim()]
  if (y === '' && x === '') return token
  const at = overridePlaceOf(token)
  if (!at?.country) return token
  if (y === '' || x === '' || Number.isNaN(Number(y)) || Number.isNaN(Number(x))) return null
  return { country: at.country, ...(at.subdivision ? { subdivision: at.subdivision } : {}), lng: Number(x), lat: Number(y) }
}

function fieldOf(path: readonly PropertyKey[]): keyof OverrideProblems {
  if (path[0] === 'cidr' || path[0] === 'note') return path[0]
  return path.includes('lat') || path.includes('lng') ? 'position' : 'place'
}
