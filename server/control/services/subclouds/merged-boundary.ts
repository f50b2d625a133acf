import { effectiveMinTrust } from '@/server/core/boundary/effective'
import { type Merged, mergeLayers } from '@/server/core/boundary/merge'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { MinTrust, Subcloud } from '@/server/core/config/schema'

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

/** The trust in force: the policy's own, or what the boundaries above it ask for. */
export function minTrustOf(subcloud: Subcloud, config: CompiledConfig): MinTrust {
  const merged = mergedBoundary(subcloud, config)
  const own = subcloud.policy.minTrust
  if (!merged.ok) return own ?? 'consistent'
  const above = config.source.platform.boundary
  // A layer that restricts asks for `consistent` itself, whatever the policy below it says.
  const asked = above && above.allow.length + above.deny.length > 0 ? 'consistent' : null
  return effectiveMinTrust(merged.boundary, [own, asked])
}
