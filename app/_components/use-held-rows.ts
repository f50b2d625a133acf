'use client'
import { useRef, useState } from 'react'

/** What is shown, as it is now and in the order that it had; what is new comes after it, what is gone stays as it was. */
export function inHeldOrder<T>(shown: readonly T[], fresh: readonly T[], keyOf: (row: T) => string): readonly T[] {
  const left = new Map(fresh.map((row) => [keyOf(row), row]))
  const held = shown.map((row) => {
    const now = left.get(keyOf(row)) ?? row
    left.delete(keyOf(row))
    return now
  })
  return [...held, ...left.values()]
}

type Options<T> = {
  keyOf: (row: T) => string
  /** What was asked: another question's rows are shown at once. Absent: nothing is held. */
  of: string | undefined
}

/** Rows that are asked for again and again do not change places while the pointer is over them, where somebody may be about to press. */
export function useHeldRows<T>(fresh: readonly T[], { keyOf, of }: Options<T>) {
  const [isOver, setOver] = useState(false)
  const shown = useRef({ of, fresh, rows: fresh })
  const { current } = shown
  if (current.of !== of || !isOver) shown.current = { of, fresh, rows: fresh }
  else if (current.fresh !== fresh) shown.current = { of, fresh, rows: inHeldOrder(current.rows, fresh, keyOf) }
  return {
    rows: of === undefined ? fresh : shown.current.rows,
    over: { onPointerEnter: () => setOver(true), onPointerLeave: () => setOver(false) },
  }
}
