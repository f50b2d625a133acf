import { readCoverage } from '../../services/zones/coverage'
import { zonesGeojson } from '../../services/zones/geojson'
import { listZones } from '../../services/zones/list'
import { previewZone } from '../../services/zones/preview'
import { readZone } from '../../services/zones/read'
import { previewInput, zoneInput } from '../../services/zones/schemas'
import { unservedDemand } from '../../services/zones/unserved'
import { procedure, router } from '../init'

export const zones = router({
  list: procedure('read').query(({ ctx }) => listZones({ ctx })),
  read: procedure('read')
    .input(zoneInput)
    .query(({ ctx, input }) => readZone({ ctx, input })),
  coverage: procedure('read').query(({ ctx }) => readCoverage({ ctx })),
  preview: procedure('admin')
    .input(previewInput)
    .mutation(({ ctx, input }) => previewZone({ ctx, input })),
  unserved: procedure('admin').query(({ ctx }) => unservedDemand({ ctx })),
  geojson: procedure('read').query(({ ctx }) => zonesGeojson({ ctx })),
})
