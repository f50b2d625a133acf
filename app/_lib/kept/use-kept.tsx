'use client'
import { createContext, type ReactNode, use, useEffect, useSyncExternalStore } from 'react'
import { KeptStore } from './kept-store'

const store = new KeptStore()
const Place = createContext('')

/** Where what is typed below belongs, e.g. one Subcloud’s policy: the same field of another is another. */
export function KeptIn({ place, children }: { place: string; children: ReactNode }) {
  return <Place value={`${use(Place)}${place}/`}>{children}</Place>
}

type Kept<T> = readonly [value: T, keep: (next: T | ((was: T) => T)) => void, forget: () => void]

/** `useState` for what is typed and sent later: it is there again when the field is, until it was sent or thrown away with `forget`. */
export function useKept<T>(name: string, initial: T): Kept<T> {
  const place = use(Place) + name
  const kept = useSyncExternalStore(
    store.subscribe,
    () => store.read(place),
    () => undefined,
  )
  const orInitial = (found: unknown) => (found === undefined ? initial : (found as T))
  const forget = () => store.forget(place)
  const keep = (next: T | ((was: T) => T)) =>
    store.keep(place, next instanceof Function ? next(orInitial(store.read(place))) : next, initial)
  return [orInitial(kept), keep, forget]
}

/** Leaving the page for good loses what was kept: the browser asks first. */
export function useKeptGuard(): void {
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      if (!store.isEmpty()) event.preventDefault()
    }
    window.addEventListener('beforeunload', onLeave)
    return () => window.removeEventListener('beforeunload', onLeave)
  }, [])
}
