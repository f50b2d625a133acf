import type { CopyWriter } from './copy-writer'

export type LoggedOutcome = {
  decisionId: string
  nodeId: string
  outcome: string
  latencyMs: number | null
  tokens: number | null
  geoChanged: boolean
  /** Epoch ms. */
  at: number
}

/** In the order in which `writeOutcome` writes them. */
export const outcomeColumns = 'decision_id, node_id, outcome, latency_ms, tokens, geo_changed, at'

const FIELDS = outcomeColumns.split(',').length

/** Appends how a lease ended, as its row in `lease_outcomes`. */
export function writeOutcome(to: CopyWriter, { decisionId, nodeId, outcome, latencyMs, tokens, geoChanged, at }: LoggedOutcome): void {
  to.row(FIELDS)
  to.uuidField(decisionId)
  to.textField(nodeId)
  to.textField(outcome)
  to.float8Field(latencyMs)
  to.int4Field(tokens)
  to.boolField(geoChanged)
  to.timestamptzField(at)
}
