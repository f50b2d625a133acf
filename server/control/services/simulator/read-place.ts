import type { z } from 'zod'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import type { Place, placeInput } from './schemas'

/** The country under a pin, by the atlas that places nodes: the side of a border that it is on, null at sea. */
export async function readPlace({ ctx, input }: Verb<z.output<typeof placeInput>>): Promise<Place> {
  requireAccess(ctx.actor, 'read')
  return { country: ctx.control.replica.countryAt(input.point) }
}
