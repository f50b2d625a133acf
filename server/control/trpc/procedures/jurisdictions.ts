import { listJurisdictions } from '../../services/jurisdictions/list'
import { procedure, router } from '../init'

export const jurisdictions = router({
  list: procedure('read').query(({ ctx }) => listJurisdictions({ ctx })),
})
