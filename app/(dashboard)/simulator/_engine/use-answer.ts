'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { SimulatedSide } from '@/server/control/services/simulate/schemas'
import type { Simulated } from '@/server/control/services/simulator/schemas'
import type { Ask } from '@/server/core/what-if/ask'
import type { Supposition } from '@/server/core/what-if/suppose'
import { supposeText } from '@/server/core/what-if/suppose-text'
import { useTRPCClient } from '../../../_lib/trpc'
import type { ReadyDocument } from './use-document'
import type { EngineState } from './use-engine'

export type Asking = { ask: Ask | null; suppose: readonly Supposition[]; seed: string }

/** Asked of the engine in this browser. */
export function useLocalAnswer({ ask, suppose, seed }: Asking, document: ReadyDocument | undefined, { link, number, fleet }: EngineState) {
  const isReady = link !== null && ask !== null && document?.loaded.ok === true && fleet.data !== undefined
  return useQuery({
    queryKey: ['simulator', 'ask', number, fleet.data?.at, document?.key, ask, suppose.map(supposeText), seed],
    enabled: isReady,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<Simulated> => {
      const question = { config: document!.key, ask: ask!, suppose, seed }
      const first = await link!.ask(question)
      if (!first.ok || first.answer.decision.outcome !== 'refused') return first
      return { ok: true, answer: { ...first.answer, take: await link!.take(question) } }
    },
  })
}

/** Asked of the server, for those who may not have the fleet in their browser. */
export function useServerAnswer({ ask, suppose, seed }: Asking, config: SimulatedSide, isOn: boolean) {
  const client = useTRPCClient()
  const texts = suppose.map(supposeText)
  return useQuery({
    queryKey: ['simulator', 'server', ask, texts, seed, config],
    enabled: isOn && ask !== null,
    placeholderData: keepPreviousData,
    queryFn: () => client.simulator.ask.mutate({ ask: ask!, suppose: texts, seed, config }),
  })
}
