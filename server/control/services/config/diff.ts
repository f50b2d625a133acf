import type { z } from 'zod'
import { compileSteps } from '@/server/core/config/compile'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { diffNodes, type NodeChange } from '@/server/core/config/diff-nodes'
import type { PolicyChange } from '@/server/core/config/diff-policies'
import type { Config } from '@/server/core/config/schema'
import { aTurn, inSlices } from '@/server/platform/in-slices'
import { requireAccess } from '../../access'
import type { Control } from '../../context'
import type { Verb } from '../../verb'
import { countsOf } from './diff-policy'
import { requireValid } from './draft'
import { keyReferences } from './key-references'
import { nodesUnder } from './nodes-under'
import { publishedBase } from './published-base'
import { recentOrigins } from './recent-origins'
import type { configInput, DiffResult } from './schemas'

/** Nodes compared between two turns of the event loop. */
const slice = 1_000

/** What a draft would change, in domain words, against the published configuration, the live fleet and the last jobs. */
export async function diffDraft({ ctx, input }: Verb<z.output<typeof configInput>>): Promise<DiffResult> {
  requireAccess(ctx.actor, 'admin')
  const { replica, pool, examiner } = ctx.control
  const { config } = replica.snapshot()
  const [keys, origins] = await Promise.all([keyReferences(ctx.control), recentOrigins(pool)])
  const ask = { what: 'diff', submitted: input.config, keys, origins } as const
  const { diff, text } = requireValid(await examiner.ask(ask, publishedBase(replica)))
  const after = await inSlices(compileSteps(JSON.parse(text) as Config, config.revision))
  const nodes = await changedNodes(ctx.control, config, after, diff.policies.touched)
  return { baseRevision: config.revision, ...diff, nodes, nodeCounts: countsOf(nodes) }
}

async function changedNodes(
  control: Control,
  before: CompiledConfig,
  after: CompiledConfig,
  touched: readonly PolicyChange[],
): Promise<NodeChange[]> {
  const [present = [], under = []] = await nodesUnder(control, [before, after])
  const changes: NodeChange[] = []
  for (let from = 0; from < present.length; from += slice) {
    const nodes = present.slice(from, from + slice).map(({ id, geo }, i) => {
      const next = under[from + i]!.geo
      return { id, place: geo.verdict.place, was: geo.containment, is: { place: next.verdict.place, containment: next.containment } }
    })
    changes.push(...diffNodes(nodes, before, after, touched))
    await aTurn()
  }
  return changes
}
