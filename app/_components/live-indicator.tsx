'use client'
import { CircleDot, History, Pause, RefreshCw } from 'lucide-react'
import { duration } from '../_lib/format'
import type { LiveState } from '../_lib/live-state'
import { useNow } from '../_lib/now'
import { cn } from './ui/cn'

const looks = {
  live: { icon: CircleDot, className: 'text-ok', text: 'Live' },
  paused: { icon: Pause, className: 'text-accent', text: 'Paused' },
  connecting: { icon: RefreshCw, className: 'text-muted', text: 'Connecting' },
  reconnecting: { icon: RefreshCw, className: 'text-warn', text: 'Reconnecting' },
  stale: { icon: History, className: 'text-bad', text: 'Stale' },
} as const

export function LiveIndicator({ state, lastAt }: { state: LiveState; lastAt: number | null }) {
  const now = useNow()
  const { icon: Icon, className, text } = looks[state]
  const age = lastAt !== null && now > 0 && state !== 'live' ? ` · ${duration(now - lastAt)} ago` : ''
  return (
    <span
      role="status"
      aria-label="Live data"
      data-state={state}
      className={cn('inline-flex items-center gap-1.5 text-xs font-medium whitespace-nowrap', className)}
    >
      {/* It stands still: what moves on a page for as long as it is open is drawn sixty times a second, a core's work where software draws. */}
      <Icon size={13} aria-hidden />
      {text}
      {age}
    </span>
  )
}
