import { type Arguments, UsageError } from './arguments'
import type { Explained } from './tree'

type Answer = {
  outcome?: string
  status?: number
  code?: string
  detail?: string
  decisionId?: string
  servedZone?: string | null
  rung?: string | null
  node?: { id: string }
  boundary: Explained['boundary']
  reasons: string[]
  explain?: { trace: Explained['trace']; remedy?: string; whyNot?: Explained['whyNot']; take?: { sentence: string }[] }
}

/** A dry run through the public API, explained in full as far as the key may know. */
export async function askServer(args: Arguments): Promise<Explained> {
  if (!args.key) throw new UsageError('--key (or RGEO_KEY) is missing: an API key of scope gateway, or of scope route without --ip.')
  const { model, subcloud, prefer, only, deny, fallback, minVramGb, gpu, seed, node, ip, country } = args
  const body = {
    model,
    ...(subcloud ? { subcloud } : {}),
    ...(ip || country ? { client: { ...(ip ? { ip } : {}), ...(country ? { country } : {}) } } : {}),
    geo: { ...(prefer.length > 0 ? { prefer } : {}), ...(only.length > 0 ? { only } : {}), ...(deny.length > 0 ? { deny } : {}), fallback },
    requirements: { minVramGb, gpu: gpu ?? null },
    ...(seed ? { seed } : {}),
    ...(node ? { whyNot: node } : {}),
    dryRun: true,
    explain: 'full',
  }
  const url = `${args.url.replace(/\/$/, '')}/api/v1/route`
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${args.key}` },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  }).catch((error: unknown) => {
    throw new UsageError(
      `Nothing answers at ${url}: ${error instanceof Error ? error.message : error}. Is the server running, and is --url right?`,
    )
  })
  const answer = (await response.json().catch(() => ({}))) as Answer
  if (!answer.explain?.trace)
    throw new UsageError(`${response.status} ${answer.code ?? ''}: ${answer.detail ?? 'the answer is no decision.'}`)
  const { trace, remedy, whyNot, take } = answer.explain
  return {
    outcome: answer.outcome ?? 'refused',
    nodeId: answer.node?.id ?? null,
    servedZone: answer.servedZone ?? null,
    rung: answer.rung ?? null,
    refusal: response.ok ? null : { code: answer.code ?? '', detail: answer.detail ?? '', remedy: remedy ?? '' },
    boundary: answer.boundary,
    reasons: answer.reasons,
    trace,
    whyNot: whyNot ?? null,
    take: take ?? [],
  }
}
