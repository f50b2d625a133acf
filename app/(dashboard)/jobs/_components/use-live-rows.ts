'use client'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DecisionRow } from '@/server/control/services/decisions/schemas'
import { useTRPC } from '../../../_lib/trpc'

/** As many as anybody scrolls through; older ones are a page away. */
const keep = 2000

type Input = { filters: Record<string, unknown>; enabled: boolean; hold: boolean }

/** The live tail, newest first. While `hold` (the pointer is over the rows), news waits so that nothing moves under it. */
export function useLiveRows({ filters, enabled, hold }: Input) {
  const trpc = useTRPC()
  const [rows, setRows] = useState<readonly DecisionRow[]>([])
  const [waiting, setWaiting] = useState<readonly DecisionRow[]>([])
  const [skipped, setSkipped] = useState(0)
  const [lastAt, setLastAt] = useState<number | null>(null)
  const holding = useRef(hold)
  holding.current = hold

  // biome-ignore lint/correctness/useExhaustiveDependencies: other filters are another tail
  useEffect(() => {
    setRows([])
    setWaiting([])
    setSkipped(0)
  }, [filters])

  const { status } = useSubscription(
    trpc.live.decisions.subscriptionOptions(filters, {
      enabled,
      onStarted: () => setLastAt(Date.now()),
      onData: ({ data }) => {
        setLastAt(Date.now())
        if (data.skipped > 0) setSkipped((n) => n + data.skipped)
        const newest = [...data.items].reverse()
        const add = (old: readonly DecisionRow[]) => unique([...newest, ...old]).slice(0, keep)
        if (holding.current) setWaiting(add)
        else setRows(add)
      },
    }),
  )

  const release = useCallback(() => {
    setWaiting((held) => {
      if (held.length > 0) setRows((old) => unique([...held, ...old]).slice(0, keep))
      return held.length > 0 ? [] : held
    })
  }, [])
  useEffect(() => {
    if (!hold) release()
  }, [hold, release])

  return { rows, waiting: waiting.length, skipped, release, status, lastAt }
}

export function unique(rows: readonly DecisionRow[]): DecisionRow[] {
  const seen = new Set<string>()
  return rows.filter(({ id }) => !seen.has(id) && seen.add(id))
}
