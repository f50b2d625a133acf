// Geo tokens against a reference that only splits text and looks it up in tables of its own.

import { countryOf, isoCountries, isTerritory } from '@/server/core/boundary/proof/iso'
import { parseToken } from '@/server/core/boundary/tokens'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Random } from '../demo/random'
import { type Fuzzer, mangle, oneLine } from './fuzz'

const alphabet = [...'zonecuryjisdv:-_ EUSAN019\n\u0000', '::', 'zone:', 'country:', 'US-', 'É', '🌍']
const kinds = ['zone', 'country', 'subdivision', 'jurisdiction'] as const
const names = ['Europe', 'south america', 'Germany', 'Türkiye', 'Saudi Arabia', 'UK', 'European Union', '', 'constructor', '__proto__', '*']

/** `config` should hold drafts, retired and renamed zones too. */
export function tokens(config: CompiledConfig): Fuzzer {
  const { source } = config
  const codes = [...source.zones, ...source.jurisdictions].map(({ code }) => code)
  const countries = [...isoCountries]
  return {
    name: 'tokens',
    try(random) {
      const text = mangle(drawToken(codes, countries, random), alphabet, 2, random)
      const found = parseToken(text, config)
      const wanted = tokenOf(text, config)
      if ((found.ok ? found.token : null) !== wanted)
        return `${oneLine(text)} is read as ${oneLine(found)} and is ${wanted === null ? 'no token' : wanted}`
      if (found.ok) return null
      if (found.message.length === 0 || found.message.length > 400) return `${oneLine(text)} is refused with ${oneLine(found.message)}`
      const useless = found.suggestions.find((token) => token === text || tokenOf(token, config) !== token)
      return useless === undefined ? null : `${oneLine(text)} is answered with ${oneLine(useless)}, which is no better`
    },
  }
}

function drawToken(codes: readonly string[], countries: readonly string[], random: Random): string {
  const letters = (length: number) => Array.from({ length }, () => random.pick([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'])).join('')
  const code = random.pick([
    () => random.pick(codes),
    () => random.pick(countries),
    () => letters(2),
    () => `${random.pick(countries)}-${letters(1 + random.int(4))}`,
    () => random.pick(['US-PR', 'US-CA', 'FR-971', 'NO-21', 'NL-BQ1', 'GB-IOM', 'CN-HK', 'ES-CN', 'RU-CHU', 'XX-1', 'EU-1']),
    () => random.pick(names),
  ])()
  const cased = random.int(6) === 0 ? code.toLowerCase() : code
  return random.int(5) === 0 ? cased : `${random.pick(kinds)}:${cased}`
}

/** The token that a text is, in its one form, or null. */
export function tokenOf(text: string, { source }: CompiledConfig): string | null {
  const [kind, ...rest] = text.split(':')
  const code = rest.join(':')
  const isLive = ({ status }: { status: string }) => status === 'published' || status === 'deprecated'
  if (kind === 'zone') return source.zones.some((zone) => zone.code === code && isLive(zone)) ? text : null
  if (kind === 'jurisdiction') return source.jurisdictions.some((entry) => entry.code === code) ? text : null
  if (kind === 'country') return isoCountries.has(code) ? text : null
  if (kind !== 'subdivision') return null
  if (isTerritory(code)) return `country:${countryOf(code)}`
  const isWritten = code[2] === '-' && code.length >= 4 && code.length <= 6 && [...code.slice(3)].every(isCodeLetter)
  return isWritten && isoCountries.has(code.slice(0, 2)) ? text : null
}

const isCodeLetter = (letter: string): boolean => (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9')
