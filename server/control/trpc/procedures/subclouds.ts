import { listSubclouds } from '../../services/subclouds/list'
import { proveBoundary } from '../../services/subclouds/prove-boundary'
import { readSubcloud } from '../../services/subclouds/read'
import { subcloudInput } from '../../services/subclouds/schemas'
import { procedure, router } from '../init'

export const subclouds = router({
  list: procedure('read').query(({ ctx }) => listSubclouds({ ctx })),
  read: procedure('read')
    .input(subcloudInput)
    .query(({ ctx, input }) => readSubcloud({ ctx, input })),
  proof: procedure('own')
    .input(subcloudInput)
    .query(({ ctx, input }) => proveBoundary({ ctx, input })),
})
