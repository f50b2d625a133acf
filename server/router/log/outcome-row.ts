import { CopyWriter } from './copy-writer'

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

/** In the order in which `outcomeRow` writes them. */
export const outcomeColumns = 'decision_id, node_id, outcome, latency_ms, tokens, geo_changed, at'

const FIELDS = outcomeColumns.split(',').length
const row = new CopyWriter(256)

/** How a lease ended, as its row in `lease_outcomes`; bytes that hold until the next call. */
export function outcomeRow({ decisionId, nodeId, outcome, latencyMs, tokens, geoChanged, at }: LoggedOutcome): Uint8Array {
  row.clear()
  row.row(FIELDS)
  row.uuid(decisionId)
  row.text(nodeId)
  row.text(outcome)
  row.float8(latencyMs)
  row.int4(tokens)
  row.bool(geoChanged)
  row.timestamptz(at)
  return row.written()
}
