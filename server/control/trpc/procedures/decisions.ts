import { askAgain } from '../../services/decisions/ask-again'
import { histogramOf } from '../../services/decisions/histogram'
import { listDecisions } from '../../services/decisions/list'
import { readDecision } from '../../services/decisions/read'
import { replayDecision } from '../../services/decisions/replay'
import { decisionInput, histogramInput, listDecisionsInput } from '../../services/decisions/schemas'
import { procedure, router } from '../init'

export const decisions = router({
  list: procedure('read')
    .input(listDecisionsInput)
    .query(({ ctx, input }) => listDecisions({ ctx, input })),
  read: procedure('read')
    .input(decisionInput)
    .query(({ ctx, input }) => readDecision({ ctx, input })),
  replay: procedure('read')
    .input(decisionInput)
    .query(({ ctx, input }) => replayDecision({ ctx, input })),
  askAgain: procedure('read')
    .input(decisionInput)
    .query(({ ctx, input }) => askAgain({ ctx, input })),
  histogram: procedure('read')
    .input(histogramInput)
    .query(({ ctx, input }) => histogramOf({ ctx, input })),
})
