// What each source says of a node's place, in the order in which it is read: the claim first, then what it is held against.
// The table and its map are made of the same lines. Pure.

import { type Fix, fixesToMove } from '@/server/core/trust/fix'
import type { Evidence } from '@/server/core/trust/types'
import type { ZoneLook } from '../../../../_lib/use-zones'

/** With the claim: it agrees, it disagrees, or it cannot be told. */
export type Agreement = 'claim' | 'agrees' | 'disagrees' | 'open'
export type Line = {
  /** Stands in the link. */
  id: string
  source: string
  /** As a geo token, or null where it says nothing. */
  says: string | null
  countries: readonly string[]
  /** Zones whose drawn outlines it speaks of. */
  drawn: readonly string[]
  fix: Fix | null
  agreement: Agreement
  note: string
}

type Zones = ReadonlyMap<string, ZoneLook>
type Area = Pick<Line, 'countries' | 'drawn'>

export type Sources = Pick<Evidence, 'claim'> & Pick<Evidence['address'], 'databases' | 'override'>

export function linesOf({ claim, databases, override }: Sources, zones: Zones): Line[] {
  const tag = areaOf(claim.tag, zones)
  const fixed = areaOf(claim.gps?.country ? `country:${claim.gps.country}` : null, zones)
  const claimed = claim.tag === null ? fixed : tag
  const line = (id: string, source: string, country: string | null, note: string): Line => ({
    id,
    source,
    says: country === null ? null : `country:${country}`,
    countries: country === null ? [] : [country],
    drawn: [],
    fix: null,
    agreement: agreementOf(claimed, country),
    note,
  })
  return [
    { id: 'tag', source: 'Declared tag', says: claim.tag, ...tag, fix: null, agreement: 'claim', note: 'the claim itself' },
    {
      ...line('gps', 'GPS', claim.gps?.country ?? null, claim.gps?.nearBorder ? 'too close to a border' : 'part of the claim'),
      fix: claim.gps,
      ...(claim.tag === null && claim.gps !== null ? { agreement: 'claim' as const } : {}),
    },
    ...(claim.moving ? [movingLine(line, claim.moving)] : []),
    ...databases.map(({ source, country }) => line(`address:${source}`, source, country, 'address database')),
    ...(override ? [line('override', 'Override', override.country, 'an admin’s word for this address range')] : []),
  ]
}

function movingLine(
  line: (id: string, source: string, country: string | null, note: string) => Line,
  moving: NonNullable<Evidence['claim']['moving']>,
): Line {
  const note = `in another zone: ${moving.fixes} of ${fixesToMove} fixes`
  return { ...line('moving', 'Newest GPS', moving.country, note), fix: moving }
}

/** A subdivision is shown as its country: the basemap has no finer outlines. */
function areaOf(token: string | null, zones: Zones): Area {
  const [kind, code = ''] = token?.split(':') ?? []
  if (kind === 'country' || kind === 'subdivision') return { countries: [code.slice(0, 2)], drawn: [] }
  if (kind !== 'zone') return { countries: [], drawn: [] }
  const within = [...zones.values()].filter((zone) => isWithin(zone, code, zones))
  return {
    countries: [...new Set(within.flatMap(({ countries }) => countries))],
    drawn: within.filter(({ hasPolygons }) => hasPolygons).map((zone) => zone.code),
  }
}

function isWithin(zone: ZoneLook, code: string, zones: Zones): boolean {
  if (zone.code === code) return true
  const parent = zone.parent === null ? undefined : zones.get(zone.parent)
  return parent !== undefined && isWithin(parent, code, zones)
}

/** A country outside a drawn claim's countries may still be inside its outline. */
function agreementOf(claimed: Area, country: string | null): Agreement {
  if (country === null || (claimed.countries.length === 0 && claimed.drawn.length === 0)) return 'open'
  if (claimed.countries.includes(country)) return 'agrees'
  return claimed.drawn.length > 0 ? 'open' : 'disagrees'
}

/** What it is filled for: the tag, or without one the country of the GPS position. */
export const claimOf = (lines: readonly Line[]) => lines.find(({ agreement, says }) => agreement === 'claim' && says !== null) ?? null

export const isAddress = ({ id }: Line) => id === 'override' || id.startsWith('address:')
