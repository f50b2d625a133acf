// Everything that routing needs of a node's place, from its evidence under one configuration. Re-derive it when either
// changes, and now and then besides, since evidence ages.

import type { CompiledConfig } from '../config/compiled'
import type { NodeGeo } from '../routing/types'
import { readAddress } from './address-answer'
import { readClaim } from './claim'
import { containmentOf } from './containment'
import { judge } from './judge'
import type { Evidence } from './types'

export function nodeGeo(evidence: Evidence, config: CompiledConfig, now: number): NodeGeo {
  const verdict = judge(evidence, config, now)
  const claim = readClaim(evidence.claim, config)
  return { verdict, containment: containmentOf(claim, verdict, readAddress(evidence.address), config) }
}
