// A policy's own tests: origin and model → the zone that policy leads to, or refusal. They are about the policy, so they
// run through the real `decide` on an ideal fleet (an idle, verified node with the model in every country and zone) with
// the gate on: a node that goes offline must not make a correct configuration unpublishable.

import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Policy, Subcloud } from '@/server/core/config/schema'
import { decide } from '@/server/core/routing/decide'
import type { RouteRequest, Snapshot } from '@/server/core/routing/types'
import { idealFleet } from './ideal-fleet'
import { testOrigin } from './test-origin'

type PolicyTest = Policy['tests'][number]

/** A zone's code, `refused` or `no zone`; the expected zone itself where the job lands in a zone within it. */
export function runPolicyTest(subcloud: Subcloud, test: PolicyTest, config: CompiledConfig): string {
  const decision = decide(idealSnapshot(config, subcloud, test.model), request(config, subcloud, test), { now: 0, seed: 'test' })
  if (decision.outcome === 'refused') return 'refused'
  const served = decision.servedZone ?? 'no zone'
  return config.zones.get(test.expect)?.descendants.has(served) ? test.expect : served
}

function request(config: CompiledConfig, subcloud: Subcloud, test: PolicyTest): RouteRequest {
  return {
    model: test.model,
    environment: 'mainnet',
    subcloud: subcloud.slug,
    key: { id: 'test', geo: null },
    origin: testOrigin(test.origin, config),
    geo: { prefer: [], only: null, deny: [], fallback: null },
    requirements: { minVramGb: null, gpu: null },
    affinityKey: null,
    retry: null,
  }
}

/** Its own nodes join by signature, so a policy that takes assigned nodes only is tested as if it took those that join. */
function idealSnapshot(config: CompiledConfig, subcloud: Subcloud, model: string): Snapshot {
  const { policy } = subcloud
  const opened: Subcloud = { ...subcloud, policy: { ...policy, participation: { ...policy.participation, join: 'open' } } }
  const tested: CompiledConfig = { ...config, subclouds: new Map([...config.subclouds, [subcloud.slug, opened]]) }
  const zones = Object.fromEntries(config.topZones.map((zone) => [zone, { state: 'on' as const, canaryPct: 100 }]))
  return { config: tested, fleet: idealFleet(tested, subcloud, model), gate: { zones, override: null } }
}
