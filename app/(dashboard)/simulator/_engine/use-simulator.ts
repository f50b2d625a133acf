'use client'
import { useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { useTRPC } from '../../../_lib/trpc'
import { useStatus } from '../../../_lib/use-status'
import { simulatorParams } from '../search-params'
import { askOf, sideOf } from './question'
import { useLocalAnswer, useServerAnswer } from './use-answer'
import { useDocument } from './use-document'
import { useEngine } from './use-engine'

/** The link's question, whom it is asked of, and what came back. */
export function useSimulator() {
  const trpc = useTRPC()
  const [params, setParams] = useQueryStates(simulatorParams, { history: 'push' })
  const role = useStatus().data?.me.role
  const isAdmin = role === 'admin'
  const isServed = role !== undefined && !isAdmin
  const engine = useEngine(isAdmin)
  const published = useDocument(null, engine)
  const chosen = useDocument(params.config, engine)

  const fleet = useQuery(trpc.nodes.list.queryOptions({ limit: 1 }, { staleTime: 60_000 }))
  const models = useMemo(() => fleet.data?.facets.model.map(({ value }) => value) ?? [], [fleet.data])
  const model = params.model ?? models[0] ?? null
  const asking = useMemo(() => ({ ask: askOf(params, model), suppose: params.suppose, seed: params.seed }), [params, model])
  const plain = { ...asking, suppose: nothing }
  const isCompared = params.config !== null || params.suppose.length > 0

  const [local, localPlain] = [useLocalAnswer(asking, chosen.data, engine), useLocalAnswer(plain, published.data, engine)]
  const side = sideOf(params.config)
  const [remote, remotePlain] = [useServerAnswer(asking, side, isServed), useServerAnswer(plain, 'published', isServed && isCompared)]
  const [result, baseline] = isAdmin ? [local, localPlain] : [remote, remotePlain]

  const invalid = chosen.data && !chosen.data.loaded.ok ? chosen.data.loaded.problems : []
  return {
    params,
    setParams,
    role,
    isAdmin,
    isServed,
    engine,
    published: published.data,
    chosen: chosen.data,
    models,
    model,
    hasNoModel: fleet.isSuccess && model === null,
    asking,
    isCompared,
    result,
    problems: [...invalid, ...(result.data && !result.data.ok ? result.data.problems : [])],
    answer: result.data?.ok && invalid.length === 0 ? result.data.answer : null,
    /** What is published, with nothing supposed, answers. */
    baseline: isCompared && baseline.data?.ok ? baseline.data.answer : null,
    error: result.error ?? chosen.error ?? published.error ?? engine.fleet.error,
  }
}
export type Simulator = ReturnType<typeof useSimulator>

const nothing: readonly never[] = []
