'use client'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import type { Histogram as Data } from '@/server/control/services/decisions/schemas'
import { cn } from '../../../_components/ui/cn'
import { count, utc } from '../../../_lib/format'
import { type Brush, barOf, barsOf } from './brush'

type Bucket = Data['buckets'][number]
const parts = [
  { key: 'routed', label: 'routed', colour: 'var(--accent)' },
  { key: 'fellBack', label: 'fell back', colour: 'var(--zone-1)' },
  { key: 'refused', label: 'refused', colour: 'var(--bad)' },
] as const

const words = (bucket: Bucket) => `${utc(bucket.at)}: ${parts.map(({ key, label }) => `${count(bucket[key])} ${label}`).join(', ')}`

/** Jobs by outcome over time. Dragging over bars, or arrows (with Shift) and Enter, narrows the log to their time. */
export function Histogram({ data, onChoose }: { data: Data; onChoose: (from: number, to: number) => void }) {
  const { buckets, bucketMs } = data
  const chart = useRef<HTMLDivElement>(null)
  const [brush, setBrush] = useState<Brush | null>(null)
  const dragging = useRef(false)
  const most = Math.max(1, ...buckets.map((bucket) => bucket.routed + bucket.fellBack + bucket.refused))
  const total = (key: (typeof parts)[number]['key']) => buckets.reduce((sum, bucket) => sum + bucket[key], 0)
  const bars = { firstAt: buckets[0]!.at, bucketMs, count: buckets.length }
  const [first, last] = brush ? barsOf(brush, bars) : [-1, -1]
  const end = brush && barOf(brush.end, bars)

  const at = (event: PointerEvent) => {
    const { left, width } = chart.current!.getBoundingClientRect()
    const bar = Math.floor(((event.clientX - left) / width) * buckets.length)
    return buckets[Math.max(0, Math.min(buckets.length - 1, bar))]!.at
  }
  const choose = () => {
    if (brush) onChoose(buckets[first]!.at, buckets[last]!.at + bucketMs)
    setBrush(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const from = end ?? buckets.length
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: buckets.length - 1 }[event.key]
    if (to !== undefined) {
      event.preventDefault()
      const { at } = buckets[Math.max(0, Math.min(buckets.length - 1, to))]!
      setBrush({ start: event.shiftKey && brush ? brush.start : at, end: at })
    } else if (event.key === 'Enter') choose()
    else if (event.key === 'Escape') setBrush(null)
  }

  return (
    <section aria-label="Jobs over time" className="border-b px-4 pt-2 pb-1.5">
      <div
        ref={chart}
        role="slider"
        tabIndex={0}
        aria-label="Time to narrow the log to"
        aria-valuemin={0}
        aria-valuemax={buckets.length - 1}
        aria-valuenow={end ?? buckets.length - 1}
        aria-valuetext={end === null ? 'all of it' : words(buckets[end]!)}
        onKeyDown={onKeyDown}
        onBlur={() => setBrush(null)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          dragging.current = true
          setBrush({ start: at(event), end: at(event) })
        }}
        onPointerMove={(event) => dragging.current && setBrush((old) => old && { start: old.start, end: at(event) })}
        onPointerUp={() => {
          dragging.current = false
          choose()
        }}
        className="flex h-14 cursor-crosshair touch-none items-end gap-px"
      >
        {buckets.map((bucket, i) => (
          <div
            key={bucket.at}
            title={words(bucket)}
            className={cn(
              'flex h-full min-w-0 flex-1 flex-col-reverse rounded-sm',
              i >= first && i <= last ? 'bg-accent-soft' : 'hover:bg-hover',
            )}
          >
            {parts.map(({ key, colour }) => (
              <span key={key} className="w-full shrink-0" style={{ height: `${(bucket[key] / most) * 100}%`, background: colour }} />
            ))}
          </div>
        ))}
      </div>
      <ul className="mt-1 flex gap-4 text-xs text-muted">
        {parts.map(({ key, label, colour }) => (
          <li key={key} className="flex items-center gap-1.5">
            <span aria-hidden className="size-2 rounded-[2px]" style={{ background: colour }} />
            {count(total(key))} {label}
          </li>
        ))}
        <li className="ml-auto text-faint">peak {count(most)} a bar</li>
      </ul>
    </section>
  )
}
