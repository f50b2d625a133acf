import { tracked } from '@trpc/server'
import { followed } from '../../followed'
import { tailInput } from '../../services/decisions/schemas'
import { newestOf, tailDecisions } from '../../services/decisions/tail'
import { followFleet } from '../../services/nodes/follow'
import { followSpots } from '../../services/nodes/follow-spots'
import { followSpotsInput } from '../../services/nodes/schemas'
import { followSimulationInput } from '../../services/simulate/schemas'
import { followSimulation } from '../../services/simulate/simulate'
import { followStrip } from '../../services/stats/follow'
import { followProof } from '../../services/subclouds/prove-boundary'
import { followProofInput } from '../../services/subclouds/schemas'
import { followInput } from '../../services/wire'
import { procedure, router } from '../init'

/** Subscriptions over SSE. Each event has an id, so that a client that comes back goes on where it was. */
export const live = router({
  strip: procedure('read')
    .input(followInput)
    .subscription(async function* ({ ctx, input, signal }) {
      for await (const strip of followed(ctx, signal, (until) => followStrip({ ctx, input, signal: until })))
        yield tracked(String(strip.at), strip)
    }),
  fleet: procedure('read')
    .input(followInput)
    .subscription(async function* ({ ctx, input, signal }) {
      for await (const event of followed(ctx, signal, (until) => followFleet({ ctx, input, signal: until })))
        yield tracked(String(event.at), event)
    }),
  spots: procedure('read')
    .input(followSpotsInput)
    .subscription(async function* ({ ctx, input, signal }) {
      for await (const event of followed(ctx, signal, (until) => followSpots({ ctx, input, signal: until })))
        yield tracked(String(event.at), event)
    }),
  simulation: procedure('own')
    .input(followSimulationInput)
    .subscription(async function* ({ ctx, input, signal }) {
      yield* followed(ctx, signal, (until) => followSimulation({ ctx, input, signal: until }))
    }),
  proof: procedure('own')
    .input(followProofInput)
    .subscription(async function* ({ ctx, input, signal }) {
      yield* followed(ctx, signal, (until) => followProof({ ctx, input, signal: until }))
    }),
  decisions: procedure('read')
    .input(tailInput)
    .subscription(async function* ({ ctx, input, signal }) {
      let newest = input.lastEventId ?? '0'
      for await (const event of followed(ctx, signal, (until) => tailDecisions({ ctx, input, signal: until }))) {
        newest = newestOf(newest, event)
        yield tracked(newest, event)
      }
    }),
})
