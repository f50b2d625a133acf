import type { z } from 'zod'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import { examine, isError } from './draft'
import { keyReferences } from './key-references'
import type { CheckResult, configInput } from './schemas'

/** Errors and warnings with their paths; changes nothing. */
export async function checkDraft({ ctx, input }: Verb<z.output<typeof configInput>>): Promise<CheckResult> {
  requireAccess(ctx.actor, 'admin')
  const { prisma, replica } = ctx.control
  const { findings } = examine(input.config, { config: replica.snapshot().config.source, keys: await keyReferences(prisma) })
  const errors = findings.filter(isError)
  return { ok: errors.length === 0, errors, warnings: findings.filter((finding) => !isError(finding)) }
}
