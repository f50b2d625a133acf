import type { CompiledConfig } from '@/server/core/config/compiled'
import { parsePolicy } from '@/server/core/config/parse'
import { underPolicy } from '@/server/core/what-if/policy'
import { ServiceError } from '@/server/platform/errors'
import type { Ctx } from '../../context'
import { readDraft } from '../drafts/read'

/** What is published, or that with the policy of a draft in it. */
export async function configOf(ctx: Ctx, draftId: string | null, published: CompiledConfig): Promise<CompiledConfig> {
  if (draftId === null) return published
  const { scope, document } = await readDraft({ ctx, input: { id: draftId } })
  if (scope === 'config')
    throw new ServiceError('invalid_request', 'A draft of the whole configuration is tried in the simulator of the dashboard, by an admin.')
  const parsed = parsePolicy(document, published)
  if (parsed.ok) return underPolicy(published, scope.slice('subcloud:'.length), parsed.policy)
  const [first] = parsed.findings
  throw new ServiceError('invalid_config', `The draft is not valid yet: ${first?.path}: ${first?.message}`, { errors: parsed.findings })
}
