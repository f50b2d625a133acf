import { readFleet } from '../../services/simulator/read-fleet'
import { readPlace } from '../../services/simulator/read-place'
import { fleetInput, placeInput, simulateInput } from '../../services/simulator/schemas'
import { simulate } from '../../services/simulator/simulate'
import { procedure, router } from '../init'

export const simulator = router({
  // A mutation only by its verb: what is asked is too long for a URL.
  ask: procedure('read')
    .input(simulateInput)
    .mutation(({ ctx, input }) => simulate({ ctx, input })),
  fleet: procedure('admin')
    .input(fleetInput)
    .query(({ ctx, input }) => readFleet({ ctx, input })),
  place: procedure('read')
    .input(placeInput)
    .query(({ ctx, input }) => readPlace({ ctx, input })),
})
