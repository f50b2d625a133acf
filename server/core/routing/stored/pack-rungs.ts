// The rungs of a trace: how many were cut by what, and the sampled candidates. A rung's zone follows from its token, what its counts
// are of from themselves, a failure rate and a score from whole numbers, and which candidate is better from them and the seed. What
// those of a place have in common is written with the first of them.

import { findAddress } from '../../bytes/address-words'
import type { Packer } from '../../bytes/packer'
import { ShortRuns } from '../../bytes/short-runs'
import type { Decided } from '../decided'
import type { GeoClass } from '../geo-class'
import type { Count } from '../lack-tally'
import { type Climb, type Cuts, type Looked, noCuts, type RungRecord } from '../looked'

/** In place of a place, be it in a ladder or among places: what follows is not in the usual form. */
export const unusual = 0xfb
/** Of a rung's second byte: its counts are of every node, and go by the filters' names; else by bits, which of the passing filters cut. */
export const countBits = { whole: 1, firstCut: 2 } as const
/** Bits that a candidate's numbers take: score and permille are a word, free and slots another, the distance and one half a word. */
export const sampledBits = { score: 22, permille: 10, free: 16, slots: 16, km: 16 } as const

const classes = new ShortRuns<GeoClass>()
/** The places of a ladder's candidates so far. */
const places: GeoClass[] = []
let placeCount = 0

/** `whole`: the rungs counted whole, by the ladder's order; absent where nobody asked. */
export function packRungs(to: Packer, { rungs }: Climb, whole: readonly Count[] | undefined, decided: Decided): void {
  placeCount = 0
  to.number(rungs.length)
  for (let i = 0; i < rungs.length; i++) packRung(to, rungs[i]!, whole?.[rungs[i]!.index], decided)
}

function packRung(to: Packer, rung: RungRecord, whole: Count | undefined, { route }: Decided): void {
  const { index, plan, found, cuts } = rung
  const { candidates, eligible } = whole ?? rung
  const bits = whole === undefined ? cutBits(cuts) : countBits.whole
  if (index < unusual && found.length < 0x100 && eligible < 0x100 && route.ladder[index] === plan)
    to.bytes4(index, bits, found.length, eligible)
  else {
    to.bytes2(unusual, bits)
    to.word(plan.rung)
    to.word(plan.token)
    to.number(found.length)
    to.number(eligible)
  }
  to.number(candidates)
  if (whole !== undefined) packCut(to, whole.cut)
  else if (bits !== 0) for (let i = 0; i < cuts.length; i++) if (cuts[i] !== 0) to.number(cuts[i]!)
  for (let n = 0; n < found.length; n++) packSampled(to, found[n]!)
}

function cutBits(cuts: Cuts): number {
  let bits = 0
  if (cuts !== noCuts) for (let i = 0; i < cuts.length; i++) if (cuts[i] !== 0) bits |= countBits.firstCut << i
  return bits
}

function packCut(to: Packer, cut: Count['cut']): void {
  for (const name in cut) {
    to.word(name)
    to.number(cut[name as keyof typeof cut]!)
  }
  // The last name is followed by none.
  to.word(null)
}

/** Most ids are addresses, and most numbers small enough for so many bits. */
function packSampled(to: Packer, one: Looked): void {
  const { id, hash, geo, free, slots, permille, score } = one
  const km = one.km < 0 ? 0 : one.km + 1
  const place = placeFor(geo)
  const address = findAddress(id, hash)
  const isUsual =
    address >= 0 &&
    place < unusual &&
    isBelow(free, 1 << sampledBits.free) &&
    isBelow(slots, 1 << sampledBits.slots) &&
    isBelow(permille, 1 << sampledBits.permille) &&
    isBelow(km, 1 << sampledBits.km) &&
    isBelow(score, 1 << sampledBits.score)
  if (!isUsual) to.byte(unusual)
  to.number(place)
  if (place === placeCount) packPlace(to, geo)
  if (isUsual) {
    to.addressAnd(address, (score << sampledBits.permille) | permille, (free << sampledBits.slots) | slots, km)
    return
  }
  to.address(id, hash)
  for (const number of [free, slots, km, permille, score]) to.number(number)
}

const isBelow = (value: number, bound: number): boolean => value >= 0 && value < bound && (value | 0) === value

/** Its number among the ladder's places so far, or the next. */
function placeFor(geo: GeoClass): number {
  let place = 0
  while (place < placeCount && places[place] !== geo) place++
  return place
}

/** What it is, the first time. */
function packPlace(to: Packer, geo: GeoClass): void {
  places[placeCount++] = geo
  to.once(geo, classes, writeClass)
}

function writeClass(to: Packer, { zone, country, level }: GeoClass): void {
  to.word(zone)
  to.word(country)
  to.word(level)
}
