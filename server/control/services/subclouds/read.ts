import type { z } from 'zod'
import { mergeLayers } from '@/server/core/boundary/merge'
import { requireAccess } from '../../access'
import { notFound, reaches, reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { toSubcloudRow } from './list'
import { resolvedCountries } from './resolved-countries'
import type { SubcloudDetail, subcloudInput } from './schemas'

export async function readSubcloud({ ctx, input }: Verb<z.output<typeof subcloudInput>>): Promise<SubcloudDetail> {
  requireAccess(ctx.actor, 'read')
  const snapshot = ctx.control.replica.snapshot()
  const { config } = snapshot
  const reach = reachOf(ctx.actor, config)
  const subcloud = config.subclouds.get(input.slug)
  if (!subcloud || !reaches(reach, subcloud.slug)) throw notFound('Subcloud')
  const merged = mergeLayers(
    [
      { layer: 'platform', clause: config.source.platform.boundary ?? null },
      { layer: 'subcloud', clause: subcloud.policy.boundary ?? null },
    ],
    config,
  )
  return {
    ...toSubcloudRow(subcloud, snapshot, ctx.control.now()),
    revision: config.revision,
    policy: subcloud.policy,
    countries: merged.ok ? resolvedCountries(merged.boundary, config) : [],
    boundary: {
      tokens: [...(subcloud.policy.boundary?.allow ?? []), ...(subcloud.policy.boundary?.deny ?? []).map((token) => `not ${token}`)],
      conflict: merged.ok ? [] : merged.conflict.map(({ layer, token }) => ({ layer, token })),
    },
    canEdit: reach.detail !== 'consumer',
  }
}
