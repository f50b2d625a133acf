import type { z } from 'zod'
import { diffCompiled } from '@/server/core/config/diff'
import type { Verb } from '../../verb'
import { requireValid } from './draft'
import { policyDraft } from './policy-draft'
import type { DiffResult, policyDraftInput } from './schemas'

/** What a policy would change, in domain words. Nodes that are not the owner's are counted, not named. */
export async function diffPolicyDraft({ ctx, input }: Verb<z.output<typeof policyDraftInput>>): Promise<DiffResult> {
  const { draft, findings, published, reach } = policyDraft(ctx, input.slug, input.policy)
  if (!draft) requireValid({ config: null, findings })
  const { fleet } = ctx.control.replica.snapshot()
  const nodes = [...fleet.nodes.values()].map(({ id, geo }) => ({
    id,
    place: geo.verdict.place,
    was: geo.containment,
    is: { place: geo.verdict.place, containment: geo.containment },
  }))
  const diff = diffCompiled(published, draft ?? published, { nodes })
  const named = reach.detail === 'admin' ? diff.nodes : []
  return { baseRevision: published.revision, ...diff, nodes: named, nodeCounts: countsOf(diff.nodes) }
}

export function countsOf(nodes: DiffResult['nodes']): DiffResult['nodeCounts'] {
  const list = nodes ?? []
  return {
    relabelled: list.filter(({ from, to }) => from !== to).length,
    entering: list.filter(({ enters }) => enters.length > 0).length,
    leaving: list.filter(({ leaves }) => leaves.length > 0).length,
  }
}
