// One Subcloud's policy as a draft: the published configuration with that policy in it, without compiling the rest again.

import { checkPolicy } from '@/server/core/config/check-policies'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Finding } from '@/server/core/config/finding'
import { normalisePolicy } from '@/server/core/config/normalise'
import { parsePolicy } from '@/server/core/config/parse'
import { withSubcloud } from '@/server/core/config/with-subcloud'
import { requireAccess } from '../../access'
import type { Ctx } from '../../context'
import { notFound, type Reach, reaches, reachOf } from '../../reach'
import { keepLists } from './keep-lists'
import { runPolicyTest } from './policy-test'

export type PolicyDraft = { findings: Finding[]; published: CompiledConfig; draft: CompiledConfig | null; reach: Reach }

/** Paths of the findings begin at the policy's own fields. `draft` is null where the policy does not even parse. */
export function policyDraft(ctx: Ctx, slug: string, submitted: unknown): PolicyDraft {
  requireAccess(ctx.actor, 'own')
  const { config: published } = ctx.control.replica.snapshot()
  const reach = reachOf(ctx.actor, published)
  const subcloud = published.subclouds.get(slug)
  if (!subcloud || !reaches(reach, slug)) throw notFound('Subcloud')
  const parsed = parsePolicy(keepLists(submitted, subcloud, reach.detail === 'admin'), published)
  if (!parsed.ok) return { findings: parsed.findings, published, draft: null, reach }
  const draft = withSubcloud(published, { ...subcloud, policy: normalisePolicy(parsed.policy) })
  const findings = checkPolicy(parsed.policy, draft)
  if (!findings.some(({ severity }) => severity === 'error')) findings.push(...failedTests(draft, slug))
  return { findings, published, draft, reach }
}

function failedTests(draft: CompiledConfig, slug: string): Finding[] {
  const subcloud = draft.subclouds.get(slug)!
  return subcloud.policy.tests.flatMap((test, n): Finding[] => {
    const got = runPolicyTest(subcloud, test, draft)
    const name = test.name ? `“${test.name}”` : `test ${n + 1}`
    return got === test.expect
      ? []
      : [{ severity: 'error', path: `tests[${n}]`, code: 'policy_test', message: `${name} expects ${test.expect} and would get ${got}.` }]
  })
}
