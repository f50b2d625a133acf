import { readCoverage } from '../../services/zones/coverage'
import { zonesGeojson } from '../../services/zones/geojson'
import { listZones } from '../../services/zones/list'
import { readZone } from '../../services/zones/read'
import { zoneInput } from '../../services/zones/schemas'
import { procedure, router } from '../init'

export const zones = router({
  list: procedure('read').query(({ ctx }) => listZones({ ctx })),
  read: procedure('read')
    .input(zoneInput)
    .query(({ ctx, input }) => readZone({ ctx, input })),
  coverage: procedure('read').query(({ ctx }) => readCoverage({ ctx })),
  geojson: procedure('read').query(({ ctx }) => zonesGeojson({ ctx })),
})
