// Replaying a decision on the excerpt in its trace: the sampled candidates are scored and ordered again from their
// packed state and the seed, without the fleet. Equal to the byte, or the trace was altered or another version wrote it.
// Running an old request on today's fleet is something else: a what-if, which is `decide` itself.

import { hash32 } from '../hash/seed'
import { compareCandidates } from './draw'
import { scoreOf } from './score'
import { drawRung, orderFrom } from './spill/course'
import { sharesOf } from './spill/shares'
import type { Pick, RungTrace, Trace } from './types'

export type Replay = { pick: Pick | null; shadowPick: Pick | null; rungs: readonly RungTrace[]; shadowRungs: readonly RungTrace[] | null }

export function replay(trace: Trace): Replay {
  const { seed, gate, request, rungs, shadowRungs } = trace
  const order = hash32(request.affinityKey ?? seed)
  const compare = compareCandidates(order, request.affinityKey !== null)
  const again = (list: readonly RungTrace[], geo: boolean): RungTrace[] =>
    list.map((rung) => ({
      ...rung,
      sampled: rung.sampled
        .map((one) => ({ ...one, score: scoreOf(one, geo), hash: hash32(one.id) }))
        .sort(compare)
        .map(({ hash: _, ...one }) => one),
    }))
  const applied = again(rungs, gate.applied)
  const shadow = shadowRungs && again(shadowRungs, true)
  return { pick: pickOf(applied), shadowPick: shadow && pickOf(shadow), rungs: applied, shadowRungs: shadow }
}

/** Whether the excerpt replays to exactly what was recorded. */
export function replaysEqual(trace: Trace): boolean {
  const { rungs, shadowRungs } = replay(trace)
  return JSON.stringify([rungs, shadowRungs]) === JSON.stringify([trace.rungs, trace.shadowRungs]) && spillsEqual(trace)
}

/** The shares follow from the recorded healths, the first rung from the shares and the seed, and the rungs from that. */
function spillsEqual({ spill, seed, rungs }: Trace): boolean {
  if (!spill || spill.by === 'budget_spent') return true
  const shares = sharesOf(spill.rungs.map(({ health }) => health))
  const first = spill.by === 'drawn' ? drawRung(spill.rungs, seed) : 0
  const order = orderFrom(first, spill.rungs.length)
  return (
    first === spill.first &&
    spill.rungs.every(({ share }, i) => share === shares[i]) &&
    rungs.every(({ token }, i) => token === spill.rungs[order[i]!]?.token)
  )
}

/** The pick that a ladder's record stands for: the best of the first rung that had one. */
export function pickOf(rungs: readonly RungTrace[]): Pick | null {
  for (const { rung, sampled } of rungs) {
    const best = sampled[0]
    if (best) return { nodeId: best.id, servedZone: best.zone, servedCountry: best.country, rung, distanceKm: best.distanceKm }
  }
  return null
}
