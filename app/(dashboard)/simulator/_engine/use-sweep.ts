'use client'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { supposeText } from '@/server/core/what-if/suppose-text'
import type { Asking } from './use-answer'
import type { ReadyDocument } from './use-document'
import type { EngineState } from './use-engine'

/** The question from everywhere; begins by itself, and can be stopped. */
export function useSweep(
  { ask, suppose, seed }: Asking,
  document: ReadyDocument | undefined,
  { link, number, fleet }: EngineState,
  isOn = true,
) {
  const queries = useQueryClient()
  const [progress, setProgress] = useState<number | null>(null)
  const queryKey = ['simulator', 'sweep', number, fleet.data?.at, document?.key, { ...ask, where: null }, suppose.map(supposeText), seed]
  const query = useQuery({
    queryKey,
    enabled: isOn && link !== null && ask !== null && document?.loaded.ok === true && fleet.data !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: async ({ signal }) => {
      setProgress(0)
      try {
        return await link!.sweep({ config: document!.key, ask: ask!, suppose, seed }, signal, setProgress)
      } finally {
        setProgress(null)
      }
    },
  })
  return { query, progress: query.isFetching ? progress : null, stop: () => void queries.cancelQueries({ queryKey }) }
}
