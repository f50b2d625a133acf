'use client'
import { useEffect } from 'react'
import { pressable } from '../pressable'

type Focused = {
  element: Element
  main: HTMLElement
  /** The row or list item that it is in, and its place among its kind. */
  item: Element | null
  list: Element | null
  index: number
  /** Its place among what can be pressed in the item. */
  at: number
  around: readonly Element[]
}

/** A key pressed again sooner than this was pressed twice in haste, or before anything was seen to happen. */
const hasteMs = 400

const stopsIn = (part: Element | null | undefined) => [...(part?.querySelectorAll<HTMLElement>(pressable) ?? [])]
const isGone = (element: Element) => !element.isConnected || element.matches(':disabled')

/**
 * What is pressed and goes by it leaves the focus to its neighbour rather than to nobody: a chip taken out to the next chip, a row to
 * the next row, a whole screen to the beginning of the new one. The neighbour is not pressed by the same stroke: a key that is held, or
 * was pressed twice, was meant for what is gone.
 */
export function useFocusHeir(): void {
  useEffect(() => {
    let last: Focused | null = null
    let heir: { element: Element; notBefore: number } | null = null
    const watch = (next: Focused | null) => {
      last = next
      observer.disconnect()
      if (next) observer.observe(next.main, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] })
    }
    const observer = new MutationObserver(() => {
      const was = last
      if (!was || !isGone(was.element)) return
      watch(null)
      const now = document.activeElement
      if (now !== null && now !== document.body && now !== was.element) return
      bequeath(was)
      heir = document.activeElement && { element: document.activeElement, notBefore: performance.now() + hasteMs }
    })
    const onKey = (event: KeyboardEvent) => {
      if (heir === null || event.target !== heir.element) return
      const isPress = event.key === 'Enter' || event.key === ' '
      if (isPress && (event.repeat || event.timeStamp < heir.notBefore)) {
        event.preventDefault()
        event.stopImmediatePropagation()
      } else heir = null
    }
    const onFocus = ({ target }: FocusEvent) => watch(describe(target as Element))
    const onBlur = () =>
      queueMicrotask(() => {
        if (last && !isGone(last.element) && document.activeElement !== last.element) watch(null)
      })
    document.addEventListener('focusin', onFocus)
    document.addEventListener('focusout', onBlur)
    document.addEventListener('keydown', onKey, true)
    return () => {
      observer.disconnect()
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('focusout', onBlur)
      document.removeEventListener('keydown', onKey, true)
    }
  }, [])
}

function describe(element: Element): Focused | null {
  const main = element.closest('main')
  if (!main || element === main) return null
  const item = element.closest('li,tbody tr')
  const list = item?.parentElement ?? null
  const around: Element[] = []
  for (let part = element.parentElement; part && part !== main; part = part.parentElement) around.push(part)
  return {
    element,
    main,
    item,
    list,
    index: item ? [...list!.children].indexOf(item) : -1,
    at: stopsIn(item).indexOf(element as HTMLElement),
    around,
  }
}

function bequeath({ element, main, item, list, index, at, around }: Focused): void {
  const sibling = item?.isConnected ? item : list?.isConnected ? list.children[Math.min(index, list.children.length - 1)] : undefined
  const stops = stopsIn(sibling)
  const heir = at < 0 ? (sibling as HTMLElement | undefined) : stops[Math.min(at, stops.length - 1)]
  if (heir) heir.focus()
  // One that only cannot be pressed for the moment may be pressed again soon.
  else if (!element.isConnected) {
    const near = around.filter((part) => part.isConnected).flatMap((part) => stopsIn(part).slice(0, 1))[0]
    if (near) near.focus()
    else main.focus({ preventScroll: true })
  }
}
