'use client'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useEffect } from 'react'
import { linkKeeper } from './link-keeper'

/** What is chosen on a screen stands in the link. */
export function LinkState({ children }: { children: ReactNode }) {
  useEffect(() => {
    // The router is further out, so its effect comes after this one.
    const afterRouter = setTimeout(() => linkKeeper.keep(window.history, window.location))
    return () => clearTimeout(afterRouter)
  }, [])
  return <NuqsAdapter>{children}</NuqsAdapter>
}
