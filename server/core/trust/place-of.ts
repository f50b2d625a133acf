// Everything that routing needs of a node's place, from its evidence under one configuration. Re-derive it when either
// changes, and now and then besides, since evidence ages. 15–25 µs a node on a busy 2-core machine.

import type { CompiledConfig } from '../config/compiled'
import type { NodeGeo } from '../routing/types'
import { judgeNode } from './judge'
import type { Evidence } from './types'

export function nodeGeo(evidence: Evidence, config: CompiledConfig, now: number): NodeGeo {
  return judgeNode(evidence, config, now)
}
