// What may be written in a list of geo tokens, and what somebody may mean by a few letters. `SA` is South America and Saudi
// Arabia: both are offered, and neither is taken for the other.

import { countries } from '@/server/core/config/countries'
import type { Config } from '@/server/core/config/schema'
import type { GeoToken } from '@/server/core/geo/place'

export type TokenOption = { token: GeoToken; code: string; name: string; kind: 'jurisdiction' | 'zone' | 'country' }

export function tokenOptions({ zones, jurisdictions }: Pick<Config, 'zones' | 'jurisdictions'>): TokenOption[] {
  return [
    ...jurisdictions.map(({ code, name }): TokenOption => ({ token: `jurisdiction:${code}`, code, name, kind: 'jurisdiction' })),
    ...zones
      .filter(({ status }) => status === 'published' || status === 'deprecated')
      .map(({ code, name }): TokenOption => ({ token: `zone:${code}`, code, name, kind: 'zone' })),
    ...[...countries.values()].map(({ code, name }): TokenOption => ({ token: `country:${code}`, code, name, kind: 'country' })),
  ]
}

const shown = 8

/** Best first: the code itself, then codes and names that begin so, then names that hold it. */
export function matchTokens(options: readonly TokenOption[], text: string, taken: readonly string[] = []): TokenOption[] {
  const [prefix, rest] = splitPrefix(text.trim().toLowerCase())
  const ranked: { option: TokenOption; rank: number }[] = []
  for (const option of options) {
    if (taken.includes(option.token) || (prefix !== null && option.kind !== prefix)) continue
    const rank = rankOf(option, rest)
    if (rank !== null) ranked.push({ option, rank })
  }
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, shown)
    .map(({ option }) => option)
}

/** The one token that the text can only mean: written out, or a code that nothing else goes by. */
export function onlyToken(options: readonly TokenOption[], text: string): GeoToken | null {
  const written = text.trim()
  if (/^subdivision:[A-Z]{2}-[A-Z0-9]{1,3}$/.test(written)) return written as GeoToken
  const exact = options.find(({ token }) => token === written)
  if (exact) return exact.token
  const alike = options.filter(({ code }) => code === written.toUpperCase())
  return alike.length === 1 ? alike[0]!.token : null
}

function splitPrefix(text: string): [prefix: string | null, rest: string] {
  const colon = text.indexOf(':')
  return colon < 0 ? [null, text] : [text.slice(0, colon), text.slice(colon + 1)]
}

function rankOf({ code, name }: TokenOption, text: string): number | null {
  const [lowCode, lowName] = [code.toLowerCase(), name.toLowerCase()]
  if (text === '') return 3
  if (lowCode === text) return 0
  if (lowCode.startsWith(text) || lowName.startsWith(text)) return 1
  return lowName.includes(text) ? 2 : null
}
