'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { PolicyReport } from '@/server/control/services/subclouds/schemas'
import { useTRPCClient } from '../../../../_lib/trpc'

const waitMs = 300
const againMs = 15_000

/** What a policy would mean if it were published now: asked a moment after the last change, and again as the fleet goes on changing. */
export function useReport(
  slug: string,
  policy: unknown,
): { report: PolicyReport | null; isStale: boolean; error: unknown; retry: () => void } {
  const client = useTRPCClient()
  const settled = useSettled(policy, waitMs)
  const query = useQuery({
    queryKey: ['policy-report', slug, settled],
    queryFn: () => client.subclouds.weigh.mutate({ slug, policy: settled }),
    refetchInterval: againMs,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })
  return {
    report: query.data ?? null,
    isStale: settled !== policy || query.isPlaceholderData,
    error: query.isError ? query.error : null,
    retry: () => void query.refetch(),
  }
}

function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}
