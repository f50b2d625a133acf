'use client'
import { type ReasonCode, reasons } from '@/server/core/reasons'
import { Link } from '../ui/link'
import { Popover } from '../ui/popover'
import { OpenInSimulator } from './open-in-simulator'

export function reasonSentence(code: string): string {
  return code in reasons ? reasons[code as ReasonCode] : 'This installation’s table does not explain this code.'
}

/** A reason code that opens its sentence. */
export function ReasonChip({ code }: { code: string }) {
  return (
    <Popover
      title={code}
      trigger={
        <button
          type="button"
          className="inline-flex h-5 items-center rounded border border-line bg-surface px-1.5 font-mono text-2xs text-muted hover:border-line-strong hover:text-ink"
          onClick={(event) => event.stopPropagation()}
        >
          {code}
        </button>
      }
    >
      <p className="text-muted">{reasonSentence(code)}</p>
      <Link href={`/jobs?reason=${encodeURIComponent(code)}`} className="mt-2 inline-block text-accent hover:underline">
        Jobs with this reason
      </Link>
      <OpenInSimulator className="mt-1" />
    </Popover>
  )
}
