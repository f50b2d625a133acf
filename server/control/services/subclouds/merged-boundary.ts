import { type Merged, mergeLayers } from '@/server/core/boundary/merge'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Subcloud } from '@/server/core/config/schema'

/** What its jobs meet before any key or request narrows it further. */
export function mergedBoundary({ policy }: Subcloud, config: CompiledConfig): Merged {
  return mergeLayers(
    [
      { layer: 'platform', clause: config.source.platform.boundary ?? null },
      { layer: 'subcloud', clause: policy.boundary ?? null },
    ],
    config,
  )
}
