import { listSubclouds } from '../../services/subclouds/list'
import { readSubcloud } from '../../services/subclouds/read'
import { subcloudInput } from '../../services/subclouds/schemas'
import { procedure, router } from '../init'

export const subclouds = router({
  list: procedure('read').query(({ ctx }) => listSubclouds({ ctx })),
  read: procedure('read')
    .input(subcloudInput)
    .query(({ ctx, input }) => readSubcloud({ ctx, input })),
})
