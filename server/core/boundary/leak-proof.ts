// Does any path lead out of a boundary? For one configuration and fleet every ladder, gate state, panic, narrowing and retry is
// put to the deciding function twice: to the whole world, where all it looked at must be permitted, and to a world of only
// those nodes that its policy forbids, where it must refuse. What is permitted is worked out here, from the document and from
// tables of this folder; the deciding function comes in as an argument and no code is shared with it.

import type { Snapshot } from '../routing/types'
import { boundaryAsks, originAsks } from './proof/asks'
import { findLeak } from './proof/check'
import { prepareProof } from './proof/prepare'
import type { Checked, Counterexample, LeakProof, Subject } from './proof/types'

export type { Checked, Counterexample, LeakProof, Subject } from './proof/types'

export function leakProof(subject: Subject, snapshot: Snapshot, now: number, subcloud: string | null): LeakProof {
  const steps = leakProofSteps(subject, snapshot, now, subcloud)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** Yields between slices of work of some milliseconds, so that a server can do other things meanwhile. */
export function* leakProofSteps(subject: Subject, snapshot: Snapshot, now: number, subcloud: string | null): Generator<Checked, LeakProof> {
  const proof = prepareProof(subject, snapshot, now, subcloud)
  const { checked } = proof
  const done = (counterexample: Counterexample | null): LeakProof => ({
    holds: counterexample === null,
    subcloud,
    revision: snapshot.config.revision,
    checked,
    counterexample,
  })
  for (const asks of [boundaryAsks(subject, proof), originAsks(subject, proof)]) {
    for (const ask of asks) {
      const leak = findLeak(subject, proof, ask)
      if (leak !== null) return done(leak)
      if (checked.decisions % 64 < 2) yield checked
    }
  }
  return done(null)
}
