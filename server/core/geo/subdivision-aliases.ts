// ISO 3166-2 codes for parts of a country that ISO 3166-1 lists as countries of their own. A place has one country: Réunion
// is `RE`, never `FR`, and `subdivision:US-PR` must not be a way into `country:US`.
// Source: ISO 3166-2 (FR, US, NL, NO, FI, CN); older and national forms are kept, since registrars and databases still use them.

import type { Place } from './place'

const table: Record<string, string> = {
  US: 'AS GU MP PR UM VI',
  FR: 'BL GF GP MF MQ NC PF PM RE TF WF YT 971=GP 972=MQ 973=GF 974=RE 975=PM 976=YT 977=BL 978=MF 984=TF 986=WF 987=PF 988=NC',
  NL: 'AW CW SX BQ1=BQ BQ2=BQ BQ3=BQ',
  NO: '21=SJ 22=SJ',
  FI: '01=AX AX',
  CN: 'HK MO TW 91=HK 92=MO 71=TW',
  GB: 'GSY=GG IOM=IM JSY=JE',
}

const aliases: ReadonlyMap<string, string> = new Map(
  Object.entries(table).flatMap(([country, codes]) =>
    codes.split(' ').map((entry) => {
      const [code, own] = entry.split('=') as [string, string?]
      return [`${country}-${code}`, own ?? code] as const
    }),
  ),
)

/** The country that a subdivision code stands for, or null when it is an ordinary subdivision. */
export const countryOfAlias = (subdivision: string): string | null => aliases.get(subdivision) ?? null

/** The country an ordinary subdivision belongs to. */
export const countryOfSubdivision = (subdivision: string): string => subdivision.slice(0, 2)

/**
 * One country, and at most one subdivision of that same country. A subdivision alone brings its country; one that
 * contradicts the country leaves nothing known, since nothing says which of them is right.
 */
export function normalisePlace(place: Place): Place {
  const { country, subdivision, point } = place
  if (subdivision === null) return place
  const alias = aliases.get(subdivision)
  const own = alias ?? countryOfSubdivision(subdivision)
  // Either the territory's own code, or its mother country's in which the alias is written.
  const agrees = country === null || country === own || (alias !== undefined && country === countryOfSubdivision(subdivision))
  if (!agrees) return { country: null, subdivision: null, point }
  if (alias === undefined && country === own) return place
  return { country: own, subdivision: alias === undefined ? subdivision : null, point }
}
