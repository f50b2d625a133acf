import { approveJoins } from '../../services/subclouds/approve-joins'
import { assignNodes } from '../../services/subclouds/assign-nodes'
import { banNode } from '../../services/subclouds/ban-node'
import { createSubcloud } from '../../services/subclouds/create'
import { deleteSubcloud } from '../../services/subclouds/delete'
import { liftBan } from '../../services/subclouds/lift-ban'
import { listSubclouds } from '../../services/subclouds/list'
import { listMemberEvents } from '../../services/subclouds/list-member-events'
import { listMembers } from '../../services/subclouds/list-members'
import { previewPolicy } from '../../services/subclouds/preview-policy'
import { proveBoundary } from '../../services/subclouds/prove-boundary'
import { readSubcloud } from '../../services/subclouds/read'
import { readmitNode } from '../../services/subclouds/readmit-node'
import { rejectJoin } from '../../services/subclouds/reject-join'
import { removeMember } from '../../services/subclouds/remove-member'
import {
  assignNodesInput,
  createSubcloudInput,
  deleteSubcloudInput,
  memberEventsInput,
  memberNodeInput,
  memberNodesInput,
  previewPolicyInput,
  subcloudInput,
  updateSubcloudInput,
  weighPolicyInput,
} from '../../services/subclouds/schemas'
import { updateSubcloud } from '../../services/subclouds/update'
import { weighPolicy } from '../../services/subclouds/weigh-policy'
import { procedure, router } from '../init'

export const subclouds = router({
  list: procedure('read').query(({ ctx }) => listSubclouds({ ctx })),
  read: procedure('read')
    .input(subcloudInput)
    .query(({ ctx, input }) => readSubcloud({ ctx, input })),
  proof: procedure('own')
    .input(subcloudInput)
    .query(({ ctx, input }) => proveBoundary({ ctx, input })),
  // A mutation, since a policy is too long for a URL.
  weigh: procedure('own')
    .input(weighPolicyInput)
    .mutation(({ ctx, input }) => weighPolicy({ ctx, input })),
  preview: procedure('own')
    .input(previewPolicyInput)
    .mutation(({ ctx, input }) => previewPolicy({ ctx, input })),
  create: procedure('admin')
    .input(createSubcloudInput)
    .mutation(({ ctx, input }) => createSubcloud({ ctx, input })),
  update: procedure('admin')
    .input(updateSubcloudInput)
    .mutation(({ ctx, input }) => updateSubcloud({ ctx, input })),
  delete: procedure('admin')
    .input(deleteSubcloudInput)
    .mutation(({ ctx, input }) => deleteSubcloud({ ctx, input })),
  members: procedure('own')
    .input(subcloudInput)
    .query(({ ctx, input }) => listMembers({ ctx, input })),
  memberEvents: procedure('own')
    .input(memberEventsInput)
    .query(({ ctx, input }) => listMemberEvents({ ctx, input })),
  approve: procedure('own')
    .input(memberNodesInput)
    .mutation(({ ctx, input }) => approveJoins({ ctx, input })),
  reject: procedure('own')
    .input(memberNodeInput)
    .mutation(({ ctx, input }) => rejectJoin({ ctx, input })),
  removeMember: procedure('own')
    .input(memberNodeInput)
    .mutation(({ ctx, input }) => removeMember({ ctx, input })),
  ban: procedure('own')
    .input(memberNodeInput)
    .mutation(({ ctx, input }) => banNode({ ctx, input })),
  liftBan: procedure('own')
    .input(memberNodeInput)
    .mutation(({ ctx, input }) => liftBan({ ctx, input })),
  readmit: procedure('own')
    .input(memberNodeInput)
    .mutation(({ ctx, input }) => readmitNode({ ctx, input })),
  assign: procedure('admin')
    .input(assignNodesInput)
    .mutation(({ ctx, input }) => assignNodes({ ctx, input })),
})
