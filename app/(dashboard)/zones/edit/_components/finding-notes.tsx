import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { Finding } from '@/server/core/config/finding'
import { cn } from '../../../../_components/ui/cn'

/** What is wrong, next to what is wrong. */
export function FindingNotes({ findings, className }: { findings: readonly Finding[]; className?: string }) {
  if (findings.length === 0) return null
  return (
    <ul className={cn('flex flex-col gap-1', className)}>
      {findings.map(({ severity, path, code, message }) => {
        const Icon = severity === 'error' ? CircleAlert : TriangleAlert
        return (
          <li
            key={`${path} ${code} ${message}`}
            className={cn(
              'flex gap-1.5 rounded-md px-2 py-1 text-xs',
              severity === 'error' ? 'bg-bad-soft text-bad' : 'bg-warn-soft text-warn',
            )}
          >
            <Icon size={13} className="mt-0.5 shrink-0" aria-hidden />
            <span>
              <span className="sr-only">{severity === 'error' ? 'Error: ' : 'Warning: '}</span>
              {message}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
