import { locateAddress } from '../../services/locate/locate'
import { locateInput } from '../../services/locate/schemas'
import { findAnything } from '../../services/search/find'
import { searchInput } from '../../services/search/schemas'
import { readStatus } from '../../services/status/read'
import { procedure, router } from '../init'

export const status = router({
  read: procedure('read').query(({ ctx }) => readStatus({ ctx })),
  search: procedure('read')
    .input(searchInput)
    .query(({ ctx, input }) => findAnything({ ctx, input })),
  // A mutation, so that the address is in no URL.
  locate: procedure('read')
    .input(locateInput)
    .mutation(({ ctx, input }) => locateAddress({ ctx, input })),
})
