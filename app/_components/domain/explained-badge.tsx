'use client'
import type { ReactNode } from 'react'
import { Badge, type Tone } from '../ui/badge'
import { Popover } from '../ui/popover'

type Props = { label: string; tone: Tone; means: ReactNode; icon?: ReactNode; title?: string }

/** A badge that opens what it means. Inside a clickable row it keeps the click to itself. */
export function ExplainedBadge({ label, tone, means, icon, title }: Props) {
  return (
    <Popover
      title={title ?? label}
      trigger={
        <button type="button" className="rounded" onClick={(event) => event.stopPropagation()}>
          <Badge tone={tone} icon={icon}>
            {label}
          </Badge>
        </button>
      }
    >
      <div className="text-muted">{means}</div>
    </Popover>
  )
}
