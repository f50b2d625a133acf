import { checkDraft } from '../../services/config/check'
import { checkPolicyDraft } from '../../services/config/check-policy'
import { compareRevisions } from '../../services/config/compare'
import { diffDraft } from '../../services/config/diff'
import { diffPolicyDraft } from '../../services/config/diff-policy'
import { listHistory } from '../../services/config/history'
import { listPolicyHistory } from '../../services/config/policy-history'
import { publishConfig } from '../../services/config/publish'
import { putPolicy } from '../../services/config/put-policy'
import { readConfig } from '../../services/config/read'
import { revertConfig } from '../../services/config/revert'
import {
  compareInput,
  configInput,
  getConfigInput,
  historyInput,
  policyDraftInput,
  policyHistoryInput,
  publishInput,
  putPolicyInput,
  revertInput,
  weighOverrideInput,
} from '../../services/config/schemas'
import { weighOverride } from '../../services/config/weigh-override'
import { procedure, router } from '../init'

export const config = router({
  read: procedure('own')
    .input(getConfigInput)
    .query(({ ctx, input }) => readConfig({ ctx, input })),
  history: procedure('admin')
    .input(historyInput)
    .query(({ ctx, input }) => listHistory({ ctx, input })),
  policyHistory: procedure('own')
    .input(policyHistoryInput)
    .query(({ ctx, input }) => listPolicyHistory({ ctx, input })),
  compare: procedure('admin')
    .input(compareInput)
    .query(({ ctx, input }) => compareRevisions({ ctx, input })),
  check: procedure('admin')
    .input(configInput)
    .mutation(({ ctx, input }) => checkDraft({ ctx, input })),
  diff: procedure('admin')
    .input(configInput)
    .mutation(({ ctx, input }) => diffDraft({ ctx, input })),
  checkPolicy: procedure('own')
    .input(policyDraftInput)
    .mutation(({ ctx, input }) => checkPolicyDraft({ ctx, input })),
  diffPolicy: procedure('own')
    .input(policyDraftInput)
    .mutation(({ ctx, input }) => diffPolicyDraft({ ctx, input })),
  weighOverride: procedure('admin')
    .input(weighOverrideInput)
    .query(({ ctx, input }) => weighOverride({ ctx, input })),
  publish: procedure('admin')
    .input(publishInput)
    .mutation(({ ctx, input }) => publishConfig({ ctx, input })),
  revert: procedure('admin')
    .input(revertInput)
    .mutation(({ ctx, input }) => revertConfig({ ctx, input })),
  putPolicy: procedure('own')
    .input(putPolicyInput)
    .mutation(({ ctx, input }) => putPolicy({ ctx, input })),
})
