// What `packRungs` packed.

import type { Unpacker } from '../../bytes/unpacker'
import { hash32 } from '../../hash/seed'
import { compareCandidates } from '../draw'
import { passingFilters } from '../looked'
import type { RungTrace, SampledCandidate } from '../types'
import { countBits, sampledBits, unusual } from './pack-rungs'
import { candidateOf, type Numbers, numbersOf, rungFrom, type Spot, spotOf } from './rung-parts'
import { cutOf, type Question } from './unpack-parts'

export type Ladder = readonly Pick<RungTrace, 'rung' | 'token'>[]

const planOf = (from: Unpacker): Ladder[number] => ({ rung: from.text() as RungTrace['rung'], token: from.text() })

export const ladderOf = (from: Unpacker): Ladder => from.list(() => planOf(from))

/** Candidates come best first, which follows from what was asked. */
export function rungsOf(from: Unpacker, ladder: Ladder, { seed, request: { affinityKey } }: Question): RungTrace[] {
  const spots: Spot[] = []
  const compare = compareCandidates(hash32(affinityKey ?? seed), affinityKey !== null)
  return from.list(() => rungOf(from, ladder, spots, compare))
}

function rungOf(from: Unpacker, ladder: Ladder, spots: Spot[], compare: ReturnType<typeof compareCandidates>): RungTrace {
  const index = from.byte()
  const bits = from.byte()
  const isUsual = index !== unusual
  const plan = isUsual ? ladder[index] : planOf(from)
  if (plan === undefined) throw new RangeError('a rung that is not on the ladder')
  const found = isUsual ? from.byte() : from.number()
  const eligible = isUsual ? from.byte() : from.number()
  const candidates = from.number()
  const isWhole = bits === countBits.whole
  const cut = isWhole ? cutOf(from) : passingCutOf(from, bits)
  const ranked = from.list(() => sampledOf(from, spots), found).map((one) => ({ ...one, hash: hash32(one.id) | 0 }))
  const sampled = ranked.sort(compare).map(({ hash: _, ...one }) => one)
  return rungFrom(isWhole, { ...plan, candidates, cut, eligible, sampled })
}

function passingCutOf(from: Unpacker, bits: number): RungTrace['cut'] {
  const cut: RungTrace['cut'] = {}
  for (const [i, name] of passingFilters.entries()) if (bits & (countBits.firstCut << i)) cut[name] = from.number()
  return cut
}

function sampledOf(from: Unpacker, spots: Spot[]): SampledCandidate {
  const first = from.byte()
  const spot = spotOf(from, spots, first === unusual ? from.number() : first)
  return first === unusual ? candidateOf(from.text(), spot, numbersOf(from)) : candidateOf(from.address(), spot, smallNumbersOf(from))
}

function smallNumbersOf(from: Unpacker): Numbers {
  const first = from.uint32()
  const second = from.uint32()
  return {
    free: second >>> sampledBits.slots,
    slots: lowBits(second, sampledBits.slots),
    km: from.uint16(),
    permille: lowBits(first, sampledBits.permille),
    score: first >>> sampledBits.permille,
  }
}

const lowBits = (word: number, bits: number): number => word & ((1 << bits) - 1)
