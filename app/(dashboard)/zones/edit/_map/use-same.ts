'use client'
import { useRef } from 'react'

/** The same list for as long as what is read of its items is the same: for what is dear to make, and depends on little of a zone. */
export function useSame<T>(items: readonly T[], read: (item: T) => readonly unknown[]): readonly T[] {
  const seen = items.flatMap(read)
  const known = useRef({ items, seen })
  const isSame = known.current.seen.length === seen.length && known.current.seen.every((value, i) => value === seen[i])
  if (!isSame) known.current = { items, seen }
  return known.current.items
}
