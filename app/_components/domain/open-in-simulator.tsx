'use client'
import type { Route } from 'next'
import { createContext, useContext } from 'react'
import { cn } from '../ui/cn'
import { Link } from '../ui/link'

const SimulatorContext = createContext<Route | null>(null)

/** The question that whatever is explained inside came from; its badges and reasons then lead to it. */
export const SimulatorQuestion = SimulatorContext.Provider

export function OpenInSimulator({ className }: { className?: string }) {
  const href = useContext(SimulatorContext)
  if (href === null) return null
  return (
    <Link href={href} className={cn('block text-accent hover:underline', className)}>
      Open in simulator
    </Link>
  )
}
