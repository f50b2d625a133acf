import { usageOfZone } from '@/server/core/config/usage'
import { requireAccess } from '../../access'
import type { Ctx } from '../../context'
import { reachOf } from '../../reach'
import { keyReferences } from '../config/key-references'

/** Who refers to a zone, as far as the actor may know: keys are the admins' business, policies their owners'. */
export async function usersOf(ctx: Ctx, code: string): Promise<string[]> {
  requireAccess(ctx.actor, 'read')
  const { replica } = ctx.control
  const { config } = replica.snapshot()
  const reach = reachOf(ctx.actor, config)
  const keys = reach.detail === 'admin' ? await keyReferences(ctx.control) : []
  const hidden = new Set(
    [...config.subclouds.keys()].filter((slug) => reach.subclouds !== null && !reach.subclouds.has(slug)).map((slug) => `Subcloud ${slug}`),
  )
  return [...new Set(usageOfZone(code, config, keys).map((reference) => reference.by))].filter((by) => !hidden.has(by))
}
