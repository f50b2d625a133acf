'use client'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

const NowContext = createContext(0)

/** One clock for the whole page, so that ages tick together. 0 until mounted: server and browser agree on the first render. */
export function NowProvider({ children }: { children: ReactNode }) {
  const [now, setNow] = useState(0)
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return <NowContext value={now}>{children}</NowContext>
}

export function useNow(): number {
  return useContext(NowContext)
}
