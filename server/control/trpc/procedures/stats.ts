import { readStrip } from '../../services/stats/strip'
import { readTraffic } from '../../services/stats/traffic'
import { procedure, router } from '../init'

export const stats = router({
  strip: procedure('read').query(({ ctx }) => readStrip({ ctx })),
  traffic: procedure('read').query(({ ctx }) => readTraffic({ ctx })),
})
