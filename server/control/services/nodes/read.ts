import type { z } from 'zod'
import { isMember } from '@/server/core/routing/membership'
import { fleetTime } from '../../fleet-time'
import { reaches } from '../../reach'
import type { Verb } from '../../verb'
import { readConditions } from '../zones/conditions'
import { requireSeen } from './require-seen'
import { toNodeRow } from './row'
import type { NodeDetail, nodeInput } from './schemas'

export async function readNode({ ctx, input }: Verb<z.output<typeof nodeInput>>): Promise<NodeDetail> {
  const { node, reach, snapshot } = requireSeen(ctx, input.id)
  const { replica, prisma } = ctx.control
  const { config } = snapshot
  const [stored, { ejected }] = await Promise.all([prisma.node.findUnique({ where: { id: node.id } }), readConditions(ctx)])
  const { place: _, ...verdict } = node.geo.verdict
  const { containment } = node.geo
  const evidence = replica.evidence(node.id)
  return {
    ...toNodeRow(node, reach, fleetTime(ctx.control)),
    endpoint: reach.detail === 'admin' ? node.endpoint : null,
    joins: node.joins.filter((slug) => reach.detail === 'admin' || reaches(reach, slug)),
    drainedReason: stored?.drainedReason ?? null,
    quarantinedUntil: node.quarantinedUntil,
    ejectedUntil: ejected.find(({ nodeId }) => nodeId === node.id)?.until ?? null,
    registeredAt: stored?.registeredAt.getTime() ?? null,
    verdict,
    containment: {
      label: containment.label,
      labelBy: containment.labelBy,
      zones: [...containment.zones],
      jurisdictions: [...containment.jurisdictions],
    },
    evidence: reach.detail === 'admin' && stored && evidence ? { ...evidence, addressPrefix: stored.addressPrefix } : null,
    memberships: [...config.subclouds.values()]
      .filter((subcloud) => reaches(reach, subcloud.slug) && reach.detail !== 'consumer')
      .map((subcloud) => ({
        slug: subcloud.slug,
        name: subcloud.name,
        member: isMember(node, subcloud, config),
        isolating: subcloud.policy.isolate,
      }))
      .filter((membership) => membership.member || reach.detail === 'owner'),
  }
}
