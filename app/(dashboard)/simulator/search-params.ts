import { createParser, parseAsArrayOf, parseAsBoolean, parseAsFloat, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import type { LngLat } from '@/server/core/geo/place'
import { parseSupposition, supposeText } from '@/server/core/what-if/suppose-text'
import { viewParams } from '../../_components/map/view-params'

const simulatorTabs = ['ask', 'sweep', 'replay'] as const
export type SimulatorTab = (typeof simulatorTabs)[number]

const lngLat = createParser<LngLat>({
  parse(text) {
    const [lng = Number.NaN, lat = Number.NaN, ...more] = text.split(',').map(Number)
    return more.length === 0 && Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? [lng, lat] : null
  },
  serialize: ([lng, lat]) => `${lng},${lat}`,
  eq: (a, b) => a[0] === b[0] && a[1] === b[1],
})
const supposition = createParser({
  parse: parseSupposition,
  serialize: supposeText,
  eq: (a, b) => supposeText(a) === supposeText(b),
})
const tokens = parseAsArrayOf(parseAsString).withDefault([])

/** All of a question stands in its link, but for an address: of that only the place it led to. */
export const simulatorParams = {
  tab: parseAsStringLiteral(simulatorTabs).withDefault('ask'),
  /** A geo token: the country or subdivision of `at`, or by itself; or a zone or jurisdiction, somewhere in it. */
  place: parseAsString,
  at: lngLat,
  confidence: parseAsStringLiteral(['low', 'medium', 'high'] as const).withDefault('high'),
  model: parseAsString,
  environment: parseAsString.withDefault('mainnet'),
  subcloud: parseAsString,
  vram: parseAsFloat,
  gpu: parseAsString,
  prefer: tokens,
  only: tokens,
  deny: tokens,
  fallback: parseAsStringLiteral(['none', 'adjacent', 'global'] as const),
  affinity: parseAsString,
  seed: parseAsString.withDefault('1'),
  suppose: parseAsArrayOf(supposition).withDefault([]),
  /** A revision's number, or `draft:<id>`; absent: what is published. */
  config: parseAsString,
  /** What a replay of the log compares `config` with; absent: what is published. */
  against: parseAsString,
  /** A node to look at: why it was not chosen. */
  node: parseAsString,
  look: parseAsStringLiteral(['map', 'table'] as const).withDefault('map'),
  /** Of a sweep only what differs. */
  differing: parseAsBoolean.withDefault(false),
  ...viewParams,
}
