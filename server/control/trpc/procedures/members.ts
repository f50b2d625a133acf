import { listMembers } from '../../services/members/list'
import { procedure, router } from '../init'

export const members = router({
  list: procedure('admin').query(({ ctx }) => listMembers({ ctx })),
})
