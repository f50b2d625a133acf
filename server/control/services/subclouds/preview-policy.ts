import type { z } from 'zod'
import { splitToken } from '@/server/core/boundary/tokens'
import { parsePolicy } from '@/server/core/config/parse'
import { withSubcloud } from '@/server/core/config/with-subcloud'
import type { GeoToken } from '@/server/core/geo/place'
import { decide } from '@/server/core/routing/decide'
import { decidingClauses } from '@/server/core/routing/deciding-clauses'
import { requestOf } from '@/server/core/what-if/ask'
import type { Where } from '@/server/core/what-if/origin'
import { reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { keepLists } from '../config/keep-lists'
import { namer } from '../nodes/visible'
import { answerFor } from '../simulator/answer'
import { requireOwn } from './revise'
import type { PolicyPreview, previewPolicyInput } from './schemas'

/** One request under a draft, on the present fleet: what would be answered, and which clause it comes down to. It reserves nothing. */
export async function previewPolicy({ ctx, input }: Verb<z.output<typeof previewPolicyInput>>): Promise<PolicyPreview> {
  const { slug, policy, origin, model, gate } = input
  const published = requireOwn(ctx, slug)
  const snapshot = ctx.control.replica.snapshot()
  const reach = ctx.actor && reachOf(ctx.actor, snapshot.config)
  if (!reach) throw new Error('requireOwn lets nobody through without an actor')
  const parsed = parsePolicy(keepLists(policy, published, reach.detail === 'admin'), snapshot.config)
  if (!parsed.ok) return { ok: false, problems: parsed.findings.map(({ path, message }) => `${path}: ${message}`) }
  const subcloud = { ...published, policy: parsed.policy }
  const config = withSubcloud(snapshot.config, subcloud)
  const geo = { prefer: [], only: null, deny: [], fallback: null }
  const ask = {
    where: whereOf(origin),
    model,
    environment: 'mainnet',
    subcloud: slug,
    geo,
    requirements: { minVramGb: null, gpu: null },
    affinityKey: null,
  }
  const asked = requestOf(ask, config)
  if (!asked.ok) return asked
  const on = Object.fromEntries(config.topZones.map((zone) => [zone, { state: 'on' as const, canaryPct: 100 }]))
  const world = { ...snapshot, config, gate: gate === 'on' ? { zones: on, override: null } : snapshot.gate }
  const decision = decide(world, asked.request, { now: ctx.control.now(), seed: 'preview' })
  const winner = decision.nodeId === null ? null : (snapshot.fleet.nodes.get(decision.nodeId) ?? null)
  return {
    ok: true,
    // Whose ids an owner may learn follows from what is published: a draft opens no door.
    answer: answerFor(decision, reach, namer(reach, snapshot)),
    clauses: [...decidingClauses(decision, subcloud, config, winner)],
  }
}

function whereOf(origin: GeoToken | 'unknown'): Where {
  if (origin === 'unknown') return { kind: 'unknown' }
  const [kind, code] = splitToken(origin)
  if (kind === 'zone' || kind === 'jurisdiction') return { kind: 'area', token: origin }
  const subdivision = kind === 'subdivision' ? code : null
  return { kind: 'place', place: { country: code.slice(0, 2), subdivision, point: null }, confidence: 'high' }
}
