import { createKey } from '../../services/keys/create'
import { listKeys } from '../../services/keys/list'
import { revokeKey } from '../../services/keys/revoke'
import { rotateKey } from '../../services/keys/rotate'
import { createKeyInput, keyIdInput, rotateKeyInput } from '../../services/keys/schemas'
import { procedure, router } from '../init'

export const keys = router({
  list: procedure('admin').query(({ ctx }) => listKeys({ ctx })),
  create: procedure('admin')
    .input(createKeyInput)
    .mutation(({ ctx, input }) => createKey({ ctx, input })),
  rotate: procedure('admin')
    .input(rotateKeyInput)
    .mutation(({ ctx, input }) => rotateKey({ ctx, input })),
  revoke: procedure('admin')
    .input(keyIdInput)
    .mutation(({ ctx, input }) => revokeKey({ ctx, input })),
})
