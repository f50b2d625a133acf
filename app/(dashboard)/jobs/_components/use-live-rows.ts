'use client'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DecisionRow } from '@/server/control/services/decisions/schemas'
import { useTRPC } from '../../../_lib/trpc'

/** As many as anybody scrolls through. */
const keep = 2000

type Input = {
  filters: Record<string, unknown>
  /** Where the list that these stand on begins. */
  from: string | undefined
  /** Its newest row; null where it is empty, undefined until it is here. */
  listed: string | null | undefined
  enabled: boolean
}

/** The live tail, newest first, on top of a list. While it is on hold (the pointer is over the rows), news waits so that nothing moves under it. */
export function useLiveRows({ filters, from, listed, enabled }: Input) {
  const trpc = useTRPC()
  const [rows, setRows] = useState<readonly DecisionRow[]>([])
  const [waiting, setWaiting] = useState<readonly DecisionRow[]>([])
  const [skipped, setSkipped] = useState(0)
  const [lastAt, setLastAt] = useState<number | null>(null)
  const holding = useRef(false)

  // What stood on one list is in the next, which is newer.
  // biome-ignore lint/correctness/useExhaustiveDependencies: other filters are another tail
  useEffect(() => {
    if (listed === undefined) return
    setRows([])
    setWaiting([])
    setSkipped(0)
  }, [filters, listed])

  const { status } = useSubscription(
    trpc.live.decisions.subscriptionOptions(
      { ...filters, from, listed },
      {
        enabled: enabled && listed !== undefined,
        onStarted: () => setLastAt(Date.now()),
        onData: ({ data }) => {
          setLastAt(Date.now())
          if (data.skipped > 0) setSkipped((n) => n + data.skipped)
          const add = (old: readonly DecisionRow[]) => newestFirst([...data.items, ...old]).slice(0, keep)
          if (holding.current) setWaiting(add)
          else setRows(add)
        },
      },
    ),
  )

  const release = useCallback(() => {
    setWaiting((held) => {
      if (held.length > 0) setRows((old) => newestFirst([...held, ...old]).slice(0, keep))
      return held.length > 0 ? [] : held
    })
  }, [])
  // At once and not with the next drawing, which may come between the press of a button and its release.
  const hold = (isOver: boolean) => {
    holding.current = isOver
    if (!isOver) release()
  }

  return { rows, isFull: rows.length === keep, waiting, skipped, hold, release, status, lastAt }
}

/** Each once; some come late, and from more than one side. An id begins with its time. */
export function newestFirst<Row extends { id: string }>(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()].sort((a, b) => (a.id < b.id ? 1 : -1))
}
