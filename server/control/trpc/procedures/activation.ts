import { endOverride } from '../../services/activation/end-override'
import { createOverride } from '../../services/activation/override'
import { readActivation } from '../../services/activation/read'
import { overrideInput } from '../../services/activation/schemas'
import { procedure, router } from '../init'

export const activation = router({
  read: procedure('read').query(({ ctx }) => readActivation({ ctx })),
  override: procedure('admin')
    .input(overrideInput)
    .mutation(({ ctx, input }) => createOverride({ ctx, input })),
  endOverride: procedure('admin').mutation(({ ctx }) => endOverride({ ctx })),
})
