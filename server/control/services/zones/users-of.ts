import { zoneUsage } from '@/server/core/config/usage'
import type { Ctx } from '../../context'
import { reaches, reachOf } from '../../reach'
import { requireAccess } from '../../access'

/** Who refers to a zone, as far as the actor may know. */
export async function usersOf(ctx: Ctx, code: string): Promise<string[]> {
  requireAccess(ctx.actor, 'read')
  const { config } = ctx.control.replica.snapshot()
  const reach = reachOf(ctx.actor, config)
  return zoneUsage(config.source, code)
    .filter((use) => use.kind !== 'subcloud' || reaches(reach, use.id))
    .map((use) => use.what)
}
