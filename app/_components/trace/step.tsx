import type { ReactNode } from 'react'
import { cn } from '../ui/cn'

type Props = { title: string; summary: ReactNode; children?: ReactNode; open?: boolean; mark?: 'done' | 'cut' | 'end' }

const dots = { done: 'bg-ok border-ok', cut: 'bg-surface border-line-strong', end: 'bg-accent border-accent' }

/** One branch of the tree; what it holds folds away. */
export function Step({ title, summary, children, open = false, mark = 'done' }: Props) {
  const head = (
    <>
      <span className="w-24 shrink-0 font-medium">{title}</span>
      <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1">{summary}</span>
    </>
  )
  return (
    <li className="relative border-l border-line pb-3 pl-5 last:border-transparent last:pb-0">
      <span aria-hidden className={cn('absolute top-1.5 -left-[4.5px] size-2 rounded-full border', dots[mark])} />
      {children ? (
        <details open={open} className="group">
          <summary className="flex list-none gap-3 rounded hover:bg-hover [&::-webkit-details-marker]:hidden">
            {head}
            <span aria-hidden className="text-faint transition-transform group-open:rotate-90">
              ›
            </span>
          </summary>
          <div className="mt-2 sm:pl-27">{children}</div>
        </details>
      ) : (
        <div className="flex gap-3">{head}</div>
      )}
    </li>
  )
}
