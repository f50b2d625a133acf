import type { z } from 'zod'
import { decide } from '@/server/core/routing/decide'
import type { Snapshot } from '@/server/core/routing/types'
import { requestOf } from '@/server/core/what-if/ask'
import type { Supposition } from '@/server/core/what-if/suppose'
import { supposeWorld } from '@/server/core/what-if/world'
import { requireAccess } from '../../access'
import { notFound, reaches, reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { namer } from '../nodes/visible'
import { answerFor } from './answer'
import type { Simulated, simulateInput } from './schemas'

/** What a request would be answered on the present fleet. It reserves nothing and is in no log. */
export async function simulate({ ctx, input }: Verb<z.output<typeof simulateInput>>): Promise<Simulated> {
  requireAccess(ctx.actor, 'read')
  const { ask, suppose, seed } = input
  const snapshot = ctx.control.replica.snapshot()
  const { config } = snapshot
  const reach = reachOf(ctx.actor, config)
  const mayName = namer(reach, snapshot)
  if (ask.subcloud !== null && !(config.subclouds.has(ask.subcloud) && reaches(reach, ask.subcloud))) throw notFound('Subcloud')
  // Whoever may not learn which node serves could find it out by draining one after the other.
  for (const one of suppose) if (one.kind === 'drain' && !mayName(one.node)) throw notFound('node')
  const asked = requestOf(ask, config)
  if (!asked.ok) return asked
  const now = ctx.control.now()
  const decision = decide(supposed(snapshot, suppose, now), asked.request, { now, seed })
  return { ok: true, answer: answerFor(decision, reach, mayName) }
}

function supposed(snapshot: Snapshot, suppose: readonly Supposition[], now: number): Snapshot {
  if (suppose.length === 0) return snapshot
  return supposeWorld([...snapshot.fleet.nodes.values()], { gate: snapshot.gate, at: now }, suppose, snapshot.config)
}
