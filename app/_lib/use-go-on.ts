'use client'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'

/** To the screen that an answer leads to, unless whoever asked has gone elsewhere before it came. */
export function useGoOn(): (href: Route) => void {
  const router = useRouter()
  const isHere = useRef(false)
  useEffect(() => {
    isHere.current = true
    return () => {
      isHere.current = false
    }
  }, [])
  return (href) => {
    if (isHere.current) router.push(href)
  }
}
