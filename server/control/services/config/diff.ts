import type { z } from 'zod'
import { compileConfig } from '@/server/core/config/compile'
import { diffCompiled } from '@/server/core/config/diff'
import { normaliseConfig } from '@/server/core/config/normalise'
import { parseConfig } from '@/server/core/config/parse'
import { share } from '@/server/core/json/share'
import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import { countsOf } from './diff-policy'
import { requireValid, withoutRevision } from './draft'
import { keyReferences } from './key-references'
import { recentOrigins } from './recent-origins'
import type { configInput, DiffResult } from './schemas'

/** What a draft would change, in domain words, against the published configuration, the live fleet and the last jobs. */
export async function diffDraft({ ctx, input }: Verb<z.output<typeof configInput>>): Promise<DiffResult> {
  requireAccess(ctx.actor, 'admin')
  const { prisma, replica, pool } = ctx.control
  const { config } = replica.snapshot()
  const parsed = parseConfig(withoutRevision(input.config))
  const draft = requireValid(parsed.ok ? { config: parsed.config, findings: [] } : { config: null, findings: parsed.findings })
  const source = normaliseConfig(config.source)
  const before = source === config.source ? config : compileConfig(source, config.revision)
  const after = compileConfig(share(source, normaliseConfig(draft)), config.revision)
  const [keys, origins, [present = [], under = []]] = await Promise.all([
    keyReferences(prisma),
    recentOrigins(pool),
    replica.stillUnder([config, after]),
  ])
  const nodes = present.map(({ id, geo }, i) => {
    const next = under[i]!.geo
    return { id, place: geo.verdict.place, was: geo.containment, is: { place: next.verdict.place, containment: next.containment } }
  })
  const diff = diffCompiled(before, after, { nodes, keys, origins })
  return { baseRevision: config.revision, ...diff, nodeCounts: countsOf(diff.nodes) }
}
