import { endOverride } from '../../services/activation/end-override'
import { createOverride } from '../../services/activation/override'
import { readActivation } from '../../services/activation/read'
import { overrideInput } from '../../services/activation/schemas'
import { readShadowReport } from '../../services/activation/shadow-report'
import { procedure, router } from '../init'

export const activation = router({
  read: procedure('read').query(({ ctx }) => readActivation({ ctx })),
  shadow: procedure('read').query(({ ctx }) => readShadowReport({ ctx })),
  override: procedure('admin')
    .input(overrideInput)
    .mutation(({ ctx, input }) => createOverride({ ctx, input })),
  endOverride: procedure('admin').mutation(({ ctx }) => endOverride({ ctx })),
})
