'use client'
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { useHotkeys } from '../_lib/hotkeys'
import { pressable } from './pressable'

type Props = {
  /** What the grid is called: on coming back to it one is where one left. */
  label: string
  box: RefObject<HTMLElement | null>
  keys: readonly string[]
  /** The row that is open: where one begins. */
  activeKey: string | null
  rowHeight: number
  /** Where rows are drawn only as they come into view. */
  scrollTo?: (index: number) => void
  onOpen: (index: number) => void
}

/** The row that one left, by grid. */
const left = new Map<string, string>()
const rowOf = (element: Element | null) => element?.closest<HTMLElement>('[data-index]') ?? null

/**
 * The keys of a grid of rows, after ARIA: all rows together are one tab stop, the row that had the focus last. Up and Down (or j and k),
 * Page Up and Down, Home and End move between rows, Left and Right among what can be pressed in one, Enter and Space open it.
 */
export function useGridKeys({ label, box, keys, activeKey, rowHeight, scrollTo, onOpen }: Props) {
  const [lastKey, setLastKey] = useState<string | null>(() => left.get(label) ?? null)
  const wanted = useRef<number | null>(null)
  const placeOf = (key: string | null) => (key === null ? -1 : keys.indexOf(key))
  const last = placeOf(lastKey)
  const stop = last >= 0 ? last : Math.max(0, placeOf(activeKey))

  const focusIn = (index: number): boolean => {
    const row = box.current?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null
    row?.focus()
    return row !== null
  }
  const go = (to: number) => {
    const index = Math.max(0, Math.min(keys.length - 1, to))
    if (keys.length === 0) return
    scrollTo?.(index)
    // One that is far away is drawn first.
    if (focusIn(index)) return
    wanted.current = index
    setLastKey(keys[index]!)
  }
  useLayoutEffect(() => {
    if (wanted.current !== null && focusIn(wanted.current)) wanted.current = null
    // Rows come and go, and so does what is in them: which of it Tab reaches is said anew after each drawing.
    for (const control of box.current?.querySelectorAll<HTMLElement>(`[data-index] :is(${pressable})`) ?? [])
      control.tabIndex = rowOf(control)?.dataset.index === String(stop) ? 0 : -1
  })

  const step = (by: number) => {
    const from = rowOf(document.activeElement)
    if (!from) go(stop)
    // There may be another grid on the screen, which has the focus.
    else if (box.current?.contains(from)) go(Number(from.dataset.index) + by)
  }
  useHotkeys({ j: () => step(1), k: () => step(-1) })

  const onFocus = (index: number) => {
    const key = keys[index]
    if (key === undefined) return
    left.set(label, key)
    setLastKey(key)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number) => {
    const row = event.currentTarget
    // Keys in a popover that was opened from the row come by here too.
    if (!row.contains(event.target as Node) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 2)
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + page, PageUp: index - page, Home: 0, End: keys.length - 1 }[
      event.key
    ]
    const aside = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (to !== undefined) go(to)
    else if (aside !== undefined) {
      const stops = [row, ...row.querySelectorAll<HTMLElement>(pressable)]
      stops[stops.indexOf(document.activeElement as HTMLElement) + aside]?.focus()
    } else if ((event.key === 'Enter' || event.key === ' ') && event.target === row) onOpen(index)
    else return
    event.preventDefault()
  }
  return { stop, onKeyDown, onFocus }
}
