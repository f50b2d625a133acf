'use client'
import { useEffect, useRef } from 'react'

/** Ctrl Z and Ctrl Shift Z for the draft; a dialog's and a search box's own typing stays theirs. */
export function useUndoKeys(undo: () => void, redo: () => void): void {
  const current = useRef({ undo, redo })
  current.current = { undo, redo }
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.altKey || event.defaultPrevented) return
      if ((event.target as Element).closest('[role="dialog"],input[type="search"]')) return
      const key = event.key.toLowerCase()
      if (key !== 'z' && key !== 'y') return
      event.preventDefault()
      if (key === 'y' || event.shiftKey) current.current.redo()
      else current.current.undo()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
