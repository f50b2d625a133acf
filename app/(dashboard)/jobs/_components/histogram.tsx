'use client'
import type { Histogram as Data } from '@/server/control/services/decisions/schemas'
import { count, utc } from '../../../_lib/format'

type Bucket = Data['buckets'][number]
const parts = [
  { key: 'routed', label: 'routed', colour: 'var(--accent)' },
  { key: 'fellBack', label: 'fell back', colour: 'var(--zone-1)' },
  { key: 'refused', label: 'refused', colour: 'var(--bad)' },
] as const

const words = (bucket: Bucket) => `${utc(bucket.at)}: ${parts.map(({ key, label }) => `${count(bucket[key])} ${label}`).join(', ')}`

/** Jobs by outcome over time. A bar narrows the log to its time. */
export function Histogram({ data, onChoose }: { data: Data; onChoose: (from: number, to: number) => void }) {
  const most = Math.max(1, ...data.buckets.map((bucket) => bucket.routed + bucket.fellBack + bucket.refused))
  const total = (key: (typeof parts)[number]['key']) => data.buckets.reduce((sum, bucket) => sum + bucket[key], 0)
  return (
    <section aria-label="Jobs over time" className="border-b px-4 pt-2 pb-1.5">
      <div className="flex h-14 items-end gap-px">
        {data.buckets.map((bucket) => (
          <button
            key={bucket.at}
            type="button"
            tabIndex={bucket.routed + bucket.fellBack + bucket.refused === 0 ? -1 : 0}
            title={words(bucket)}
            aria-label={`Show ${words(bucket)}`}
            onClick={() => onChoose(bucket.at, bucket.at + data.bucketMs)}
            className="flex h-full min-w-0 flex-1 flex-col-reverse rounded-sm hover:bg-hover"
          >
            {parts.map(({ key, colour }) => (
              <span key={key} className="w-full shrink-0" style={{ height: `${(bucket[key] / most) * 100}%`, background: colour }} />
            ))}
          </button>
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
