import { trafficInput } from '../../services/stats/schemas'
import { readStrip } from '../../services/stats/strip'
import { readTraffic } from '../../services/stats/traffic'
import { lensInput } from '../../services/wire'
import { procedure, router } from '../init'

export const stats = router({
  strip: procedure('read')
    .input(lensInput)
    .query(({ ctx, input }) => readStrip({ ctx, input })),
  traffic: procedure('read')
    .input(trafficInput)
    .query(({ ctx, input }) => readTraffic({ ctx, input })),
})
