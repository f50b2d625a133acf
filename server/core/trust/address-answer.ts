// What the node's socket address says of its place, all sources read together. An admin's override outranks the
// databases. Two databases of one provider are one source: their agreement would count the same error twice.

import type { Place } from '../geo/place'
import { normalisePlace } from '../geo/subdivision-aliases'
import type { Evidence } from './types'

export type AddressAnswer =
  | { kind: 'override'; place: Pick<Place, 'country' | 'subdivision'> & { country: string } }
  /** At least two independent sources, all naming this country. */
  | { kind: 'agreed'; country: string; sources: number }
  | { kind: 'one'; country: string }
  | { kind: 'split'; countries: readonly string[] }
  /** Anycast, VPN and relays are where the traffic surfaces, not where the node is. */
  | { kind: 'relay' }
  | { kind: 'nothing' }

export function readAddress({ databases, override, class: addressClass }: Evidence['address']): AddressAnswer {
  if (override !== null) {
    const { country, subdivision } = normalisePlace({ ...override, point: null })
    return country === null ? { kind: 'nothing' } : { kind: 'override', place: { country, subdivision } }
  }
  if (addressClass === 'anycast' || addressClass === 'vpn') return { kind: 'relay' }
  const bySource = new Map<string, string>()
  for (const { source, country } of databases) if (country !== null && !bySource.has(source)) bySource.set(source, country)
  const countries = [...new Set(bySource.values())]
  const [first] = countries
  if (first === undefined) return { kind: 'nothing' }
  if (countries.length > 1) return { kind: 'split', countries }
  return bySource.size > 1 ? { kind: 'agreed', country: first, sources: bySource.size } : { kind: 'one', country: first }
}
