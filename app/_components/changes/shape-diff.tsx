'use client'
import { useQuery } from '@tanstack/react-query'
import type { MultiPolygon } from '@/server/core/config/schema'
import { readOutlines } from '../map/outlines'
import { cn } from '../ui/cn'
import { frameOf, pathOf } from './shape-path'

/** Where an area came and went: the old outline dashed, the new one filled, on the same outlines as the map. */
export function ShapeDiff({
  before,
  after,
  label,
  className,
}: {
  before: MultiPolygon | null
  after: MultiPolygon | null
  label: string
  className?: string
}) {
  const { data: outlines } = useQuery({ queryKey: ['outlines'], queryFn: readOutlines, staleTime: Number.POSITIVE_INFINITY })
  const { x, y, width, height } = frameOf([before, after])
  const line = width / 300
  return (
    <figure className={className}>
      <svg role="img" aria-label={label} viewBox={`${x} ${y} ${width} ${height}`} className="block h-40 w-full rounded-md bg-water">
        {(outlines ?? []).map(({ iso, path }) => (
          <path key={iso} d={path} fill="var(--land)" stroke="var(--border)" strokeWidth={line / 2} />
        ))}
        {after && <path d={pathOf(after)} fillRule="evenodd" fill="var(--ok)" fillOpacity={0.35} stroke="var(--ok)" strokeWidth={line} />}
        {before && (
          <path
            d={pathOf(before)}
            fillRule="evenodd"
            fill="none"
            stroke="var(--bad)"
            strokeWidth={line}
            strokeDasharray={`${line * 4} ${line * 3}`}
          />
        )}
      </svg>
      <figcaption className="mt-1 flex gap-4 text-2xs text-muted">
        <Key className="border-dashed border-bad">before</Key>
        <Key className="border-ok bg-ok-soft">after</Key>
      </figcaption>
    </figure>
  )
}

function Key({ children, className }: { children: string; className: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className={cn('inline-block h-2.5 w-4 border', className)} />
      {children}
    </span>
  )
}
