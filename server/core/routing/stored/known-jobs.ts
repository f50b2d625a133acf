// What was written of a job's key, model and environment, by key and model: some hundred pairs of them ask for nearly everything.

import type { RouteRequest } from '../types'

export type KnownJob = {
  readonly environment: string
  /** As a packed trace has it, and the log's row; null until it is written. */
  trace: Uint8Array | null
  row: Uint8Array | null
}

const most = 4096
const byKey = new Map<string, Map<string, KnownJob>>()
let size = 0

export function knownJob({ key, model, environment }: RouteRequest): KnownJob {
  const known = byKey.get(key.id)?.get(model)
  return known !== undefined && known.environment === environment ? known : keep(key.id, model, environment)
}

function keep(key: string, model: string, environment: string): KnownJob {
  if (size >= most) {
    byKey.clear()
    size = 0
  }
  const known: KnownJob = { environment, trace: null, row: null }
  const byModel = byKey.get(key) ?? new Map<string, KnownJob>()
  if (!byModel.has(model)) size++
  byModel.set(model, known)
  byKey.set(key, byModel)
  return known
}
