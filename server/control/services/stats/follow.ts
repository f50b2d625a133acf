import type { z } from 'zod'
import { requireAccess } from '../../access'
import type { Following } from '../../verb'
import { waiting } from '../waiting'
import type { lensInput } from '../wire'
import type { Strip } from './schemas'
import { readStrip } from './strip'

const everyMs = 1000

export async function* followStrip({ ctx, input, signal }: Following<z.output<typeof lensInput>>): AsyncGenerator<Strip> {
  requireAccess(ctx.actor, 'read')
  while (!signal?.aborted) {
    yield await readStrip({ ctx, input })
    await waiting(everyMs, signal)
  }
}
