import type { z } from 'zod'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { decide } from '@/server/core/routing/decide'
import type { Snapshot } from '@/server/core/routing/types'
import { requestOf } from '@/server/core/what-if/ask'
import { supposeWorld } from '@/server/core/what-if/world'
import { requireAccess } from '../../access'
import { notFound, reaches, reachOf } from '../../reach'
import type { Verb } from '../../verb'
import { namer } from '../nodes/visible'
import { compiledSide } from '../simulate/side'
import { answerFor } from './answer'
import type { Simulated, simulateInput } from './schemas'

/** What a request would be answered on the present fleet. It reserves nothing and is in no log. */
export async function simulate({ ctx, input }: Verb<z.output<typeof simulateInput>>): Promise<Simulated> {
  requireAccess(ctx.actor, 'read')
  const { ask, suppose, seed } = input
  const live = ctx.control.replica.snapshot()
  const reach = reachOf(ctx.actor, live.config)
  const mayName = namer(reach, live)
  if (ask.subcloud !== null && !(live.config.subclouds.has(ask.subcloud) && reaches(reach, ask.subcloud))) throw notFound('Subcloud')
  // Whoever may not learn which node serves could find it out by draining one after the other.
  for (const one of suppose) if (one.kind === 'drain' && !mayName(one.node)) throw notFound('node')
  const config = await compiledSide(ctx, input.config)
  const asked = requestOf(ask, config)
  if (!asked.ok) return asked
  const now = ctx.control.now()
  const world = config === live.config && suppose.length === 0 ? live : await supposed(config)
  const decision = decide(world, asked.request, { now, seed, explain: true })
  return { ok: true, answer: answerFor(decision, reach, mayName) }

  async function supposed(under: CompiledConfig): Promise<Snapshot> {
    const [nodes = []] = await ctx.control.replica.stillUnder([under])
    return supposeWorld(nodes, { gate: live.gate, at: now }, suppose, under)
  }
}
