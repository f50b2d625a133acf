import { auditFacets } from '../../services/audit/facets'
import { listAudit } from '../../services/audit/list'
import { readAudit } from '../../services/audit/read'
import { auditIdInput, listAuditInput } from '../../services/audit/schemas'
import { verifyChain } from '../../services/audit/verify'
import { procedure, router } from '../init'

export const audit = router({
  list: procedure('admin')
    .input(listAuditInput)
    .query(({ ctx, input }) => listAudit({ ctx, input })),
  read: procedure('admin')
    .input(auditIdInput)
    .query(({ ctx, input }) => readAudit({ ctx, input })),
  facets: procedure('admin').query(({ ctx }) => auditFacets({ ctx })),
  verify: procedure('admin').query(({ ctx }) => verifyChain({ ctx })),
})
