import type { z } from 'zod'
import type { Verb } from '../../verb'
import { isError } from './draft'
import { policyDraft } from './policy-draft'
import type { CheckResult, policyDraftInput } from './schemas'

/** Errors and warnings of one Subcloud's policy, with paths into it; changes nothing. */
export async function checkPolicyDraft({ ctx, input }: Verb<z.output<typeof policyDraftInput>>): Promise<CheckResult> {
  const { findings } = policyDraft(ctx, input.slug, input.policy)
  const errors = findings.filter(isError)
  return { ok: errors.length === 0, errors, warnings: findings.filter((finding) => !isError(finding)) }
}
