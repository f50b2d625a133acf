// The oracle's own geography, written down by hand from UN M49 and the treaties, for the shipped zones and jurisdictions
// and two made-up children. An area is a plain set of atoms: a country (`US`: the rest of it) or a subdivision (`US-CA`).
// It shares nothing with the core, so that a mistake there is not repeated here.

import type { GeoToken } from '../geo/place'

const list = (text: string) => text.trim().split(/\s+/)

const eu27 = list(`AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE GP GF MQ YT RE MF AX`)
const jurisdictions: Record<string, readonly string[]> = {
  EU27: eu27,
  EEA30: [...eu27, 'IS', 'LI', 'NO'],
  UK: ['GB'],
  CH: ['CH'],
  US: list('US PR VI GU AS MP UM'),
}

const zones: Record<string, { parent: string | null; own: readonly string[] }> = {
  NA: { parent: null, own: list('BM CA GL PM US MX PR VI') },
  EU: {
    parent: null,
    own: list(`BG CZ HU MD PL RO SK UA AX DK EE FO FI GG IS IE IM JE LV LT NO SJ SE GB AL AD BA HR GI GR VA IT MT ME MK PT SM RS SI ES
      AT BE FR DE LI LU MC NL CH CY`),
  },
  SEA: { parent: null, own: list('BN KH ID LA MY MM PH SG TH TL VN') },
  ME: { parent: null, own: list('AM AZ BH GE IQ IL JO KW LB OM QA SA PS SY TR AE YE EG IR') },
  SA: { parent: null, own: list('AR BO BV BR CL CO EC FK GF GY PY PE GS SR UY VE') },
  'EU-W': { parent: 'EU', own: ['FR', 'DE'] },
  'US-W': { parent: 'NA', own: ['US-CA', 'US-WA'] },
}
export const childZones = { 'EU-W': { countries: ['FR', 'DE'], parent: 'EU' }, 'US-W': { subdivisions: ['US-CA', 'US-WA'], parent: 'NA' } }
export const topZones = ['NA', 'EU', 'SEA', 'ME', 'SA']

const subdivisions: Record<string, readonly string[]> = { US: ['US-CA', 'US-WA', 'US-TX'], ES: ['ES-CN'], RU: ['RU-CHU'] }

/** A country with all its parts, or one subdivision. */
const atomsOfCode = (code: string): readonly string[] => (code.includes('-') ? [code] : [code, ...(subdivisions[code] ?? [])])

const areas = new Map<GeoToken, ReadonlySet<string>>()
export function areaOf(token: GeoToken): ReadonlySet<string> {
  const known = areas.get(token) ?? workOut(token)
  areas.set(token, known)
  return known
}

function workOut(token: GeoToken): ReadonlySet<string> {
  const [kind, code] = [token.split(':')[0]!, token.split(':')[1]!]
  if (kind === 'jurisdiction') return new Set((jurisdictions[code] ?? []).flatMap(atomsOfCode))
  if (kind !== 'zone') return new Set(atomsOfCode(code))
  const members = Object.entries(zones).filter(([name, { parent }]) => name === code || parent === code)
  return new Set(members.flatMap(([, { own }]) => own.flatMap(atomsOfCode)))
}

/** Where a place may be for all that is known. */
export function possibleAtoms(country: string, subdivision: string | null): readonly string[] {
  return subdivision === null ? atomsOfCode(country) : [subdivision]
}

/** The zone that labels a place: the deepest that names its subdivision or its country. */
export function labelOf(country: string | null, subdivision: string | null): string | null {
  if (country === null) return null
  const naming = Object.entries(zones).filter(([, { own }]) => own.includes(country) || (subdivision !== null && own.includes(subdivision)))
  return (naming.find(([, { parent }]) => parent !== null) ?? naming[0])?.[0] ?? null
}

export function parentOf(zone: string): string | null {
  return zones[zone]?.parent ?? null
}

export function isWithinZone(label: string | null, zone: string): boolean {
  return label !== null && (label === zone || parentOf(label) === zone)
}
