import { extentOf } from '@/server/core/boundary/extent'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { BoundaryClause, Subcloud } from '@/server/core/config/schema'
import type { PolicyArea } from './schemas'

/** Each token of the boundary with what it covers, the platform's before the Subcloud's own. */
export function policyAreas({ policy }: Subcloud, config: CompiledConfig): PolicyArea[] {
  const areas = (layer: PolicyArea['layer'], clause: BoundaryClause | undefined): PolicyArea[] =>
    (['allow', 'deny'] as const).flatMap((kind) =>
      (clause?.[kind] ?? []).map((token) => {
        const extent = extentOf(token, config)
        return {
          layer,
          kind,
          token,
          countries: [...(extent?.countries ?? [])].sort(),
          subdivisions: [...(extent?.subdivisions ?? [])].sort(),
          drawn: (extent?.shapes.length ?? 0) > 0,
        }
      }),
    )
  return [...areas('platform', config.source.platform.boundary), ...areas('subcloud', policy.boundary)]
}
