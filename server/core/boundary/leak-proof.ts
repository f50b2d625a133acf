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

type World = Pick<Snapshot, 'config' | 'fleet'>

export function leakProof(subject: Subject, world: World, now: number, subcloud: string | null): LeakProof {
  const steps = leakProofSteps(subject, world, now, subcloud)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** Yields between pieces of work of a few milliseconds, so that a server can do other things meanwhile. */
export function* leakProofSteps(subject: Subject, world: World, now: number, subcloud: string | null): Generator<Checked, LeakProof> {
  const checked = { decisions: 0, requests: 0, nodes: world.fleet.nodes.size, classes: 0, probes: 0, gates: 0, undecided: 0 }
  const done = (counterexample: Counterexample | null): LeakProof => ({
    holds: counterexample === null,
    subcloud,
    revision: world.config.revision,
    checked,
    counterexample,
  })
  const proof = yield* prepareProof(subject, world, now, subcloud, checked)
  for (const asks of [boundaryAsks(proof), originAsks(proof)]) {
    for (const ask of asks) {
      const leak = findLeak(proof, ask)
      if (leak !== null) return done(leak)
      yield checked
    }
  }
  return done(null)
}
