// Merging layers walks every country; the same few layers come with nearly every job. So results are kept per
// configuration, by the layers' text, up to a bound.

import { type Layer, type Merged, mergeLayers } from '../boundary/merge'
import type { CompiledConfig } from '../config/compiled'

const kept = 4096
const memos = new WeakMap<CompiledConfig, Map<string, Merged>>()

/** `key` stands for the layers; a shorter one that says as much saves writing them out. */
export function mergeMemo(layers: readonly Layer[], config: CompiledConfig, key = JSON.stringify(layers)): Merged {
  const memo = memos.get(config) ?? new Map<string, Merged>()
  memos.set(config, memo)
  let merged = memo.get(key)
  if (merged === undefined) {
    merged = mergeLayers(layers, config)
    if (memo.size >= kept) memo.clear()
    memo.set(key, merged)
  }
  return merged
}
