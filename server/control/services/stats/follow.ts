import { requireAccess } from '../../access'
import type { Following } from '../../verb'
import { waiting } from '../waiting'
import type { Strip } from './schemas'
import { readStrip } from './strip'

const everyMs = 1000

export async function* followStrip({ ctx, signal }: Following): AsyncGenerator<Strip> {
  requireAccess(ctx.actor, 'read')
  while (!signal?.aborted) {
    yield await readStrip({ ctx })
    await waiting(everyMs, signal)
  }
}
