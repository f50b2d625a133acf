// Where a request comes from. Sources in order: stated by a gateway key → CIDR override → IP databases → country header
// of a trusted edge; the first that knows anything wins whole. The exact point is used here (containment, nearest zone)
// and goes no further than the centre of its 0.5° cell. Beside the winner, `address` keeps what the address alone says:
// a Subcloud's origin rules are judged by that, never by a declaration or a header.
// What a job's address says by itself, with nothing stated and nothing against it, is remembered (known-origins.ts) and else
// worked out; either way the answer is that of `workOutOrigin`.

import type { CompiledConfig } from '../config/compiled'
import { contain } from '../config/contain'
import { type Address, isTranslated } from '../geo/address'
import { cellOf } from '../geo/cell'
import type { Containment } from '../geo/place'
import { specialRange } from '../geo/special-ranges'
import type { ReasonCode } from '../reasons'
import { atMost, type OriginAnswer } from './answer'
import { realCountry } from './country-code'
import { databaseAnswer } from './database'
import type { GeoIp } from './geoip'
import { nearestOutside } from './nearest-zone'
import { overrideAnswer } from './override'
import { type StatedOrigin, statedAnswer } from './stated'
import type { Origin } from './types'
import { unknownOrigin } from './unknown-origin'

export type OriginInput = {
  /** From `clientAddress`, or the `ip` that a gateway key states. */
  address: Address | null
  malformed: boolean
  stated: StatedOrigin | null
  /** From `edgeCountry`, which lets only a trusted peer's header through. */
  edgeCountry: string | null
}

export function resolveOrigin(input: OriginInput, config: CompiledConfig, geoip: GeoIp): Origin {
  const { address, malformed, stated, edgeCountry } = input
  if (address === null || malformed || stated !== null || isTranslated(address) || isAnonymiser(input))
    return workOutOrigin(input, config, geoip)
  const origin = originOfAddress(address, config, geoip)
  return origin.source === 'none' && edgeCountry !== null ? workOutOrigin(input, config, geoip) : origin
}

function originOfAddress(address: Address, config: CompiledConfig, geoip: GeoIp): Origin {
  const override = config.overrides.find(address)
  if (override !== null) {
    const known = config.origins.findOverride(override)
    return known ?? config.origins.keepOverride(override, workOutOrigin(bare(address), config, geoip))
  }
  if (specialRange(address) !== null) return special
  const known = config.origins.find(address, geoip)
  return known ?? config.origins.keep(address, geoip, workOutOrigin(bare(address), config, geoip))
}

const bare = (address: Address): OriginInput => ({ address, malformed: false, stated: null, edgeCountry: null })

/** From nothing that was remembered. */
export function workOutOrigin(input: OriginInput, config: CompiledConfig, geoip: GeoIp): Origin {
  const answers = originAnswers(input, config, geoip)
  const winner = answers.stated ?? answers.address ?? answers.edge
  if (!winner) return { ...unknownOrigin, reasons: whyUnknown(input) }
  const { country, subdivision, point, source, confidence, reasons } = winner
  const containment = containmentOf(winner, config)
  return {
    country,
    subdivision,
    cell: point && cellOf(point).centre,
    source,
    confidence,
    containment,
    nearest: nearestOutside(point, containment, config),
    address: addressView(input, answers.address, answers.address === winner ? containment : null, config),
    reasons,
  }
}

const special: Origin = { ...unknownOrigin, reasons: ['origin_private_range'] }

const containmentOf = (answer: OriginAnswer, config: CompiledConfig) => contain(config, answer, answer.confidence)

type OriginAnswers = {
  stated: OriginAnswer | null
  /** The override's answer where there is one, else the databases'. */
  address: OriginAnswer | null
  edge: OriginAnswer | null
}

/** Each source's answer, with what is known against it already taken off its confidence. */
function originAnswers(input: OriginInput, config: CompiledConfig, geoip: GeoIp): OriginAnswers {
  const { address } = input
  const fromAddress = address && (overrideAnswer(address, config.overrides) ?? (isAnonymiser(input) ? null : publicAnswer(address, geoip)))
  return {
    stated: statedAnswer(input.stated),
    address: fromAddress ? weaken(fromAddress, input) : null,
    edge: edgeAnswer(input.edgeCountry),
  }
}

/** The databases' answer for an ordinary public address; of special ranges they know nothing, whatever they say. */
export function publicAnswer(address: Address, geoip: GeoIp): OriginAnswer | null {
  return specialRange(address) ? null : databaseAnswer(address, geoip)
}

/** A country that an edge names is one source's word. */
export function edgeAnswer(code: string | null): OriginAnswer | null {
  const country = realCountry(code)
  return country ? { source: 'edge', country, subdivision: null, point: null, confidence: 'medium', reasons: ['origin_edge'] } : null
}

/** `T1` from a trusted edge: a Tor exit, whose own place says nothing of the client's. */
export const isAnonymiser = (input: OriginInput) => input.edgeCountry === 'T1'

/** Translated addresses and broken forwarding headers place somebody, but perhaps not the client. */
export function weaken(answer: OriginAnswer, { address, malformed }: OriginInput): OriginAnswer {
  const translated = address !== null && isTranslated(address)
  if (!translated && !malformed) return answer
  const reasons: ReasonCode[] = [...answer.reasons]
  if (translated) reasons.push('origin_translated')
  if (malformed) reasons.push('origin_forwarded_malformed')
  return { ...answer, confidence: atMost(answer.confidence, 'low'), reasons }
}

/** Behind a broken forwarding header stands a proxy's address and not the client's: it says nothing of the client. */
function addressView(
  input: OriginInput,
  answer: OriginAnswer | null,
  known: Containment | null,
  config: CompiledConfig,
): Origin['address'] {
  if (!answer?.country || input.malformed) return null
  const { country, subdivision } = answer
  return { place: { country, subdivision }, containment: known ?? containmentOf(answer, config) }
}

function whyUnknown(input: OriginInput): ReasonCode[] {
  const reasons: ReasonCode[] = [input.address && specialRange(input.address) ? 'origin_private_range' : 'origin_unknown']
  if (isAnonymiser(input)) reasons.push('origin_anonymiser')
  if (input.malformed) reasons.push('origin_forwarded_malformed')
  return reasons
}
