import { trafficInput } from '../../services/stats/schemas'
import { readStrip } from '../../services/stats/strip'
import { readTraffic } from '../../services/stats/traffic'
import { procedure, router } from '../init'

export const stats = router({
  strip: procedure('read').query(({ ctx }) => readStrip({ ctx })),
  traffic: procedure('read')
    .input(trafficInput)
    .query(({ ctx, input }) => readTraffic({ ctx, input })),
})
