import type { z } from 'zod'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import { isError } from './draft'
import { keyReferences } from './key-references'
import { publishedBase } from './published-base'
import type { CheckResult, configInput } from './schemas'
import { slugOwners } from './slug-owners'

/** Errors and warnings with their paths; changes nothing. */
export async function checkDraft({ ctx, input }: Verb<z.output<typeof configInput>>): Promise<CheckResult> {
  requireAccess(ctx.actor, 'admin')
  const { replica, examiner, prisma } = ctx.control
  const [keys, owners] = await Promise.all([keyReferences(ctx.control), slugOwners(prisma)])
  const { findings } = await examiner.ask({ what: 'findings', submitted: input.config, keys, owners }, publishedBase(replica))
  const errors = findings.filter(isError)
  return { ok: errors.length === 0, errors, warnings: findings.filter((finding) => !isError(finding)) }
}
