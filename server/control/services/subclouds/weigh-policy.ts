import type { z } from 'zod'
import { resolveBoundary } from '@/server/core/boundary/resolve'
import { checkPolicy } from '@/server/core/config/check-policies'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { error, type Finding } from '@/server/core/config/finding'
import { parsePolicy } from '@/server/core/config/parse'
import type { Subcloud } from '@/server/core/config/schema'
import { withSubcloud } from '@/server/core/config/with-subcloud'
import { subcloudPolicy } from '@/server/core/routing/policy'
import { eachInSlices } from '@/server/platform/in-slices'
import { requireAccess } from '../../access'
import { fleetTime } from '../../fleet-time'
import { reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { keepLists } from '../config/keep-lists'
import { runPolicyTest } from '../config/policy-test'
import { namer } from '../nodes/visible'
import { fleetUnderPolicy } from './fleet-under-policy'
import { policyAreas } from './policy-areas'
import { policyLadder } from './policy-ladder'
import { requireOwn } from './revise'
import type { PolicyReport, weighPolicyInput } from './schemas'

/** What a draft would mean: what is wrong with it, where its jobs may run, how its tests end, who could serve it. Changes nothing. */
export async function weighPolicy({ ctx, input }: Verb<z.output<typeof weighPolicyInput>>): Promise<PolicyReport> {
  requireAccess(ctx.actor, 'own')
  const published = requireOwn(ctx, input.slug)
  const snapshot = ctx.control.replica.snapshot()
  const { config: current, fleet } = snapshot
  const reach = reachOf(ctx.actor, current)
  const parsed = parsePolicy(keepLists(input.policy, published, reach.detail === 'admin'), current)
  if (!parsed.ok) return { parsed: false, findings: parsed.findings }
  const subcloud = { ...published, policy: parsed.policy }
  const config = withSubcloud(current, subcloud)
  const findings = checkPolicy(subcloud.policy, config)
  const isSound = !findings.some(({ severity }) => severity === 'error')
  const tests = isSound ? await runTests(subcloud, config) : []
  const { merged, minTrust } = subcloudPolicy(config, subcloud)
  const resolved = merged.ok ? resolveBoundary(merged.boundary, config) : { countries: [], subdivisions: [] }
  const sides = [
    { config: current, subcloud: published },
    { config, subcloud },
  ] as const
  return {
    parsed: true,
    findings: [...findings, ...failures(subcloud, tests)],
    revision: current.revision,
    minTrust,
    boundary: {
      areas: policyAreas(subcloud, config),
      conflict: merged.ok ? [] : merged.conflict.map(({ layer, token }) => ({ layer, token })),
    },
    countries: merged.ok && merged.boundary.kind === 'unrestricted' ? null : resolved.countries,
    subdivisions: resolved.subdivisions,
    ladder: merged.ok ? policyLadder(subcloud, merged.boundary, config) : [],
    tests,
    fleet: await fleetUnderPolicy([...fleet.nodes.values()], ...sides, { now: fleetTime(ctx.control), mayName: namer(reach, snapshot) }),
  }
}

type Tested = { got: string; passes: boolean }

async function runTests(subcloud: Subcloud, config: CompiledConfig): Promise<Tested[]> {
  const tested: Tested[] = []
  await eachInSlices(subcloud.policy.tests, (test) => {
    const got = runPolicyTest(subcloud, test, config)
    tested.push({ got, passes: got === test.expect })
  })
  return tested
}

function failures({ policy }: Subcloud, tested: readonly Tested[]): Finding[] {
  return policy.tests.flatMap(({ name, expect }, i) => {
    const { got, passes } = tested[i] ?? { got: expect, passes: true }
    return passes
      ? []
      : [error(`tests[${i}]`, 'policy_test', `${name ? `“${name}”` : `Test ${i + 1}`} expects ${expect}, and would get ${got}.`)]
  })
}
