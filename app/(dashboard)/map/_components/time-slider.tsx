'use client'
import { useEffect, useState } from 'react'
import { utc } from '../../../_lib/format'

const dayMinutes = 24 * 60
export const stepMinutes = 15

type Props = { ago: number; until: number | null; onAgo: (minutes: number) => void }

/** Traffic over the last 24 h; its right end is now. Nodes and zones stay as they are: their past is not kept. */
export function TimeSlider({ ago, until, onAgo }: Props) {
  const [dragged, setDragged] = useState(ago)
  useEffect(() => setDragged(ago), [ago])
  return (
    <div className="flex min-w-0 flex-1 items-center gap-2 text-xs text-muted max-sm:order-last max-sm:basis-full">
      <input
        type="range"
        aria-label="Traffic of the last 24 hours"
        aria-valuetext={dragged === 0 ? 'now' : `${words(dragged)} ago`}
        min={-dayMinutes}
        max={0}
        step={stepMinutes}
        value={-dragged}
        onChange={(event) => setDragged(-Number(event.target.value))}
        onPointerUp={() => onAgo(dragged)}
        onKeyUp={() => onAgo(dragged)}
        onBlur={() => onAgo(dragged)}
        className="h-1.5 w-full max-w-72 min-w-24 accent-accent"
      />
      <span role="status" className="whitespace-nowrap tabular-nums" title={until === null ? undefined : utc(until)}>
        {dragged === 0 ? 'traffic now' : `traffic ${words(dragged)} ago; nodes as now`}
      </span>
    </div>
  )
}

function words(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : ''].filter(Boolean).join(' ')
}
