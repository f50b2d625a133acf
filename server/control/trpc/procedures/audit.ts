import { listAudit } from '../../services/audit/list'
import { listAuditInput } from '../../services/audit/schemas'
import { procedure, router } from '../init'

export const audit = router({
  list: procedure('admin')
    .input(listAuditInput)
    .query(({ ctx, input }) => listAudit({ ctx, input })),
})
