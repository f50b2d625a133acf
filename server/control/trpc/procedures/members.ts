import { routes } from '../../rest/routes'
import { canDo } from '../../services/members/can-do'
import { createMember } from '../../services/members/create'
import { listMembers } from '../../services/members/list'
import { createMemberInput, setRoleInput } from '../../services/members/schemas'
import { setRole } from '../../services/members/set-role'
import { procedure, router } from '../init'

export const members = router({
  list: procedure('admin').query(({ ctx }) => listMembers({ ctx })),
  canDo: procedure('read').query(() => canDo(routes)),
  create: procedure('admin')
    .input(createMemberInput)
    .mutation(({ ctx, input }) => createMember({ ctx, input })),
  setRole: procedure('admin')
    .input(setRoleInput)
    .mutation(({ ctx, input }) => setRole({ ctx, input })),
})
