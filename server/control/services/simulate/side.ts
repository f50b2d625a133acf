import { compileSteps } from '@/server/core/config/compile'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Config } from '@/server/core/config/schema'
import { inSlices } from '@/server/platform/in-slices'
import { requireAccess } from '../../access'
import type { Ctx } from '../../context'
import { notFound } from '../../reach'
import { requireValid } from '../config/draft'
import { keyReferences } from '../config/key-references'
import { policyDraft } from '../config/policy-draft'
import { publishedBase } from '../config/published-base'
import { revisionNumbered } from '../config/revision'
import { getDraft } from '../drafts/get'
import { readDraft } from '../drafts/read'
import type { DraftDocument } from '../drafts/schemas'
import type { SimulatedSide } from './schemas'

/** One side of a comparison as live routing would use it. What does not pass its check is refused with the findings. */
export async function compiledSide(ctx: Ctx, side: SimulatedSide): Promise<CompiledConfig> {
  const { prisma, replica } = ctx.control
  const { config: published } = replica.snapshot()
  if (side === 'published') return published
  if ('revision' in side) {
    requireAccess(ctx.actor, 'admin')
    const found = await revisionNumbered(prisma, side.revision)
    if (!found) throw notFound('revision')
    return inSlices(compileSteps(found.config, found.revision))
  }
  const draft =
    'draftId' in side ? await readDraft({ ctx, input: { id: side.draftId } }) : await getDraft({ ctx, input: { scope: side.draft } })
  return draft ? compiledDraft(ctx, draft) : published
}

async function compiledDraft(ctx: Ctx, { scope, document }: DraftDocument): Promise<CompiledConfig> {
  const { replica } = ctx.control
  const { config: published } = replica.snapshot()
  if (scope !== 'config') {
    const { findings, draft } = policyDraft(ctx, scope.slice('subcloud:'.length), document)
    requireValid({ config: draft?.source ?? null, findings })
    return draft ?? published
  }
  return compiledSubmission(ctx, document)
}

/** A submitted configuration, checked and in its normal form. */
export async function compiledSubmission({ control }: Ctx, submitted: unknown): Promise<CompiledConfig> {
  const { replica, examiner } = control
  const ask = { what: 'text', submitted, keys: await keyReferences(control) } as const
  const base = publishedBase(replica)
  return inSlices(compileSteps(JSON.parse(requireValid(await examiner.ask(ask, base))) as Config, base.revision))
}
