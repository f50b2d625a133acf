// The rungs of a trace: how many were cut by what, and the sampled candidates, best first. A rung's zone follows from its token,
// what its counts are of from themselves, a failure rate and a score from whole numbers. What the candidates of a place have in
// common is written with the first of them.

import type { Packer } from '../../bytes/packer'
import type { Decided } from '../decided'
import { isBetter } from '../draw'
import type { GeoClass } from '../geo-class'
import type { Count } from '../lack-tally'
import type { RungPlan } from '../ladder'
import { type Climb, type Cuts, type Looked, noCuts, passingFilters, type RungRecord } from '../looked'

const plans = new WeakMap<RungPlan, Uint8Array>()
const classes = new WeakMap<GeoClass, Uint8Array>()

/** The places of a ladder's candidates so far. */
const places: GeoClass[] = []
let placeCount = 0
/** A rung's candidates, best first. */
const best: Looked[] = []

/** `whole`: the rungs counted whole, by the ladder's order; absent where nobody asked. */
export function packRungs(to: Packer, { rungs }: Climb, whole: readonly Count[] | undefined, { order, request }: Decided): void {
  placeCount = 0
  to.number(rungs.length)
  for (let i = 0; i < rungs.length; i++) {
    const rung = rungs[i]!
    to.once(rung.plan, plans, writePlan)
    packCounts(to, rung, whole?.[rung.index])
    const { found } = rung
    rank(found, order, request.affinityKey !== null)
    to.number(found.length)
    for (let n = 0; n < found.length; n++) packSampled(to, best[n]!)
  }
}

function writePlan(to: Packer, { rung, token }: RungPlan): void {
  to.word(rung)
  to.word(token)
}

function packCounts(to: Packer, looked: RungRecord, whole: Count | undefined): void {
  const { candidates, eligible } = whole ?? looked
  to.flag(whole !== undefined)
  to.number(candidates)
  if (whole === undefined) packCuts(to, looked.cuts)
  else packCut(to, whole.cut)
  // The last name is followed by none.
  to.word(null)
  to.number(eligible)
}

function packCuts(to: Packer, cuts: Cuts): void {
  if (cuts === noCuts) return
  for (let i = 0; i < cuts.length; i++) {
    if (cuts[i] === 0) continue
    to.word(passingFilters[i]!)
    to.number(cuts[i]!)
  }
}

function packCut(to: Packer, cut: Count['cut']): void {
  for (const name in cut) {
    to.word(name)
    to.number(cut[name as keyof typeof cut]!)
  }
}

/** Into `best`, by insertion: four of them mostly, eight at most. */
function rank(found: readonly Looked[], order: number, byHash: boolean): void {
  for (let n = 0; n < found.length; n++) {
    const one = found[n]!
    let at = n
    for (; at > 0 && isBetter(one, best[at - 1]!, order, byHash); at--) best[at] = best[at - 1]!
    best[at] = one
  }
}

function packSampled(to: Packer, { id, hash, geo, free, slots, km, permille, score }: Looked): void {
  to.address(id, hash)
  packPlace(to, geo)
  to.numbers(free, slots, km < 0 ? 0 : km + 1, permille, score)
}

/** By its number among those of the ladder, and the first time also what it is. */
function packPlace(to: Packer, geo: GeoClass): void {
  let place = 0
  while (place < placeCount && places[place] !== geo) place++
  to.number(place)
  if (place < placeCount) return
  places[placeCount++] = geo
  to.once(geo, classes, writeClass)
}

function writeClass(to: Packer, { zone, country, level }: GeoClass): void {
  to.word(zone)
  to.word(country)
  to.word(level)
}
