import type { z } from 'zod'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import { examine, isError } from './draft'
import type { CheckResult, configInput } from './schemas'
import { inUse } from './in-use'

/** Errors and warnings with their paths; changes nothing. */
export async function checkDraft({ ctx, input }: Verb<z.output<typeof configInput>>): Promise<CheckResult> {
  requireAccess(ctx.actor, 'admin')
  const { source } = ctx.control.replica.snapshot().config
  const draft = examine(input.config, source)
  const findings = [...draft.findings]
  if (draft.config) {
    for (const { zone, users } of await inUse(ctx.control.prisma, source, draft.config)) {
      if (!findings.some((finding) => finding.code === 'in_use' && finding.message.includes(zone)))
        findings.push({ severity: 'error', path: 'zones', code: 'in_use', message: `The zone ${zone} is still used by ${users.join(', ')}.` })
    }
  }
  const errors = findings.filter(isError)
  return { ok: errors.length === 0, errors, warnings: findings.filter((finding) => !isError(finding)) }
}
