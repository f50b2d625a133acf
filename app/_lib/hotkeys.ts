'use client'
import { useEffect, useRef } from 'react'

/** Keys as typed (`/`, `?`, `j`), pairs with a space (`g m`), `mod+k` for ⌘K and Ctrl+K. */
export type Hotkeys = Record<string, (event: KeyboardEvent) => void>

const pairWithinMs = 1200
const openWidget = '[role="dialog"],[role="listbox"],[role="menu"]'

/** Not while typing, nor in an open dialog or list; `mod+…` works everywhere. */
export function useHotkeys(keys: Hotkeys): void {
  const current = useRef(keys)
  current.current = keys
  useEffect(() => {
    let first: { key: string; at: number } | null = null
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.isComposing) return
      if (event.metaKey || event.ctrlKey) {
        run(`mod+${event.key.toLowerCase()}`, event)
        return
      }
      const target = event.target as HTMLElement
      if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest(openWidget)) return
      const pair = first && event.timeStamp - first.at < pairWithinMs ? `${first.key} ${event.key}` : null
      first = { key: event.key, at: event.timeStamp }
      if (!(pair && run(pair, event))) run(event.key, event)
    }
    const run = (name: string, event: KeyboardEvent): boolean => {
      const action = current.current[name]
      if (!action) return false
      event.preventDefault()
      action(event)
      return true
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
