'use client'
import { useEffect, useRef, useState } from 'react'

/** A frame has room for this much beside what the page does. */
const sliceMs = 8
const afterMs = 300

/** What a long walk comes to, a slice at a time and a moment after what it is of last changed; null until the first is done, then the
 *  last one while the next is made. `begin` is read when it starts: give null where there is nothing to walk yet. */
export function useSlices<T>(begin: (() => Generator<void, T>) | null, of: unknown): T | null {
  const [found, setFound] = useState<T | null>(null)
  const current = useRef(begin)
  current.current = begin
  const isReady = begin !== null
  // biome-ignore lint/correctness/useExhaustiveDependencies: `of` says when to walk anew; whoever gives `begin` makes one at each render
  useEffect(() => {
    if (!isReady) return
    let walk: Generator<void, T> | undefined
    const slice = () => {
      walk ??= current.current?.()
      if (!walk) return
      const until = performance.now() + sliceMs
      let step = walk.next()
      while (!step.done && performance.now() < until) step = walk.next()
      if (step.done) setFound(step.value)
      else timer = setTimeout(slice)
    }
    let timer = setTimeout(slice, afterMs)
    return () => clearTimeout(timer)
  }, [isReady, of])
  return found
}
