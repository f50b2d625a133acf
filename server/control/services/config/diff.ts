import type { z } from 'zod'
import { compileConfig } from '@/server/core/config/compile'
import { diffConfig } from '@/server/core/config/diff'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import { examine, requireValid } from './draft'
import type { configInput, DiffResult } from './schemas'

/** What a draft would change, in domain words, against the published configuration and the live fleet. */
export async function diffDraft({ ctx, input }: Verb<z.output<typeof configInput>>): Promise<DiffResult> {
  requireAccess(ctx.actor, 'admin')
  const { config, fleet } = ctx.control.replica.snapshot()
  const draft = requireValid(examine(input.config, config.source))
  return { baseRevision: config.revision, diff: diffConfig(config, compileConfig(draft, config.revision), fleet) }
}
