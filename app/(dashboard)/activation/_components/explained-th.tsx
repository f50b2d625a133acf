'use client'
import { Popover } from '../../../_components/ui/popover'
import { Th } from '../../../_components/ui/table'

/** The head of a column, which opens what its figures are. */
export function ExplainedTh({ label, means }: { label: string; means: string }) {
  return (
    <Th>
      <Popover
        title={label}
        trigger={
          <button type="button" className="rounded underline decoration-dotted underline-offset-3 hover:text-ink">
            {label}
          </button>
        }
      >
        <p className="text-muted">{means}</p>
      </Popover>
    </Th>
  )
}
