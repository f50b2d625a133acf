import { discardDraft } from '../../services/drafts/discard'
import { getDraft } from '../../services/drafts/get'
import { listDrafts } from '../../services/drafts/list'
import { readDraft } from '../../services/drafts/read'
import { saveDraft } from '../../services/drafts/save'
import { draftIdInput, draftScopeInput, listDraftsInput, saveDraftInput } from '../../services/drafts/schemas'
import { procedure, router } from '../init'

export const drafts = router({
  list: procedure('own')
    .input(listDraftsInput)
    .query(({ ctx, input }) => listDrafts({ ctx, input })),
  get: procedure('own')
    .input(draftScopeInput)
    .query(({ ctx, input }) => getDraft({ ctx, input })),
  read: procedure('own')
    .input(draftIdInput)
    .query(({ ctx, input }) => readDraft({ ctx, input })),
  save: procedure('own')
    .input(saveDraftInput)
    .mutation(({ ctx, input }) => saveDraft({ ctx, input })),
  discard: procedure('own')
    .input(draftScopeInput)
    .mutation(({ ctx, input }) => discardDraft({ ctx, input })),
})
