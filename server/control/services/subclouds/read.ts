import type { z } from 'zod'
import { outlineOf } from '@/server/core/boundary/outline'
import { resolveBoundary } from '@/server/core/boundary/resolve'
import { policyTraps } from '@/server/core/config/policy-traps'
import { subcloudPolicy } from '@/server/core/routing/policy'
import { requireAccess } from '../../access'
import { fleetTime } from '../../fleet-time'
import { reachedSubcloud, reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { eligibleNodes } from './eligible-nodes'
import { countMembers, toSubcloudRow } from './list'
import { policyAreas } from './policy-areas'
import { policyLadder } from './policy-ladder'
import type { SubcloudDetail, subcloudInput } from './schemas'

export async function readSubcloud({ ctx, input }: Verb<z.output<typeof subcloudInput>>): Promise<SubcloudDetail> {
  requireAccess(ctx.actor, 'read')
  const snapshot = ctx.control.replica.snapshot()
  const { config } = snapshot
  const reach = reachOf(ctx.actor, config)
  const subcloud = reachedSubcloud(reach, input.slug, config)
  const { merged } = subcloudPolicy(config, subcloud)
  const resolved = merged.ok ? resolveBoundary(merged.boundary, config) : { countries: [], subdivisions: [] }
  const now = fleetTime(ctx.control)
  const row = toSubcloudRow(subcloud, config, await countMembers([subcloud], snapshot, now))
  return {
    ...row,
    revision: config.revision,
    policy: subcloud.policy,
    countries: merged.ok && merged.boundary.kind === 'unrestricted' ? null : resolved.countries,
    subdivisions: resolved.subdivisions,
    boundary: {
      areas: policyAreas(subcloud, config),
      conflict: merged.ok ? [] : merged.conflict.map(({ layer, token }) => ({ layer, token })),
    },
    ladder: merged.ok ? policyLadder(subcloud, merged.boundary, config) : [],
    ...(await eligibleNodes(subcloud, snapshot, now)),
    outline: merged.ok ? outlineOf(merged.boundary, resolved.countries, config) : { partly: [], drawnIn: [], drawnOut: [] },
    // They are for whoever can mend them, and may name nodes.
    traps: reach.detail === 'consumer' ? [] : policyTraps(subcloud.policy, config, '').map(({ message }) => message),
    canEdit: reach.detail !== 'consumer',
  }
}
