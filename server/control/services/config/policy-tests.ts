// A policy's own tests: origin and model → the zone that policy leads to, or refusal. They are about the policy, so they
// run through the real `decide` on an ideal fleet (an idle, verified node with the model in every country and zone) with
// the gate on: a node that goes offline must not make a correct configuration unpublishable.

import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Subcloud } from '@/server/core/config/schema'
import { decide } from '@/server/core/routing/decide'
import type { RouteRequest, Snapshot } from '@/server/core/routing/types'
import { idealFleet } from './ideal-fleet'
import type { PolicyTestResult } from './schemas'
import { testOrigin } from './test-origin'

type PolicyTest = Subcloud['policy']['tests'][number]

/** `only`: one Subcloud's tests; null: all. */
export function runPolicyTests(config: CompiledConfig, only: string | null): PolicyTestResult[] {
  return [...config.subclouds.values()]
    .filter((subcloud) => only === null || subcloud.slug === only)
    .flatMap((subcloud) => subcloud.policy.tests.map((test, index) => runTest(config, subcloud, test, index)))
}

function runTest(config: CompiledConfig, subcloud: Subcloud, test: PolicyTest, index: number): PolicyTestResult {
  const decision = decide(idealSnapshot(config, subcloud, test.model), request(config, subcloud, test), { now: 0, seed: `test ${index}` })
  const actual = decision.outcome === 'refused' ? 'refused' : (decision.servedZone ?? 'no zone')
  // Naming a zone means anywhere in it, as everywhere else.
  const passed = test.expect === actual || (config.zones.get(test.expect)?.descendants.has(actual) ?? false)
  const detail = decision.refusal?.detail ?? `served by the rung ${decision.rung}.`
  return { subcloud: subcloud.slug, index, name: test.name ?? null, expected: test.expect, actual, passed, detail }
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
  const opened: Subcloud = { ...subcloud, policy: { ...policy, participation: { ...policy.participation, join: 'semi-open' } } }
  const tested: CompiledConfig = { ...config, subclouds: new Map([...config.subclouds, [subcloud.slug, opened]]) }
  const zones = Object.fromEntries(config.topZones.map((zone) => [zone, { state: 'on' as const, canaryPct: 100 }]))
  return { config: tested, fleet: idealFleet(tested, subcloud, model), gate: { zones, override: null } }
}
