'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { CheckResult, DiffResult } from '@/server/control/services/config/schemas'
import { useTRPCClient } from '../trpc'
import { checkDocument, diffDocument } from './ask'
import type { DraftScope } from './scopes'

const checkAfterMs = 400

type Asked = { scope: DraftScope; document: unknown; isChanged: boolean }

/** Errors and warnings of what is on the screen, a moment after it came to rest. */
export function useFindings({ scope, document, isChanged }: Asked) {
  const client = useTRPCClient()
  const settled = useSettled(document, checkAfterMs)
  const query = useQuery<CheckResult>({
    queryKey: ['findings', scope, identityOf(settled)],
    queryFn: () => checkDocument(client, { scope, document: settled }),
    enabled: isChanged,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
  })
  return { ...query, isChecking: isChanged && (settled !== document || query.isFetching) }
}

export function useDiff({ scope, document, isChanged }: Asked, enabled: boolean) {
  const client = useTRPCClient()
  return useQuery<DiffResult>({
    queryKey: ['diff', scope, identityOf(document)],
    queryFn: () => diffDocument(client, { scope, document }),
    enabled: enabled && isChanged,
    staleTime: 10_000,
    gcTime: 60_000,
  })
}

/** Documents are immutable: one that is the same object is the same document, and a number is a cheaper key than its text. */
function identityOf(document: unknown): number {
  if (typeof document !== 'object' || document === null) return 0
  const known = identities.get(document) ?? ++given
  identities.set(document, known)
  return known
}
const identities = new WeakMap<object, number>()
let given = 0

function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}
