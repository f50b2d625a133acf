'use client'
import type { ReactNode } from 'react'
import { Badge, type Tone } from '../ui/badge'
import { Popover } from '../ui/popover'
import { OpenInSimulator } from './open-in-simulator'

type Props = {
  label: string
  tone: Tone
  means: string
  icon?: ReactNode
  title?: string
  /** In a row that opens something itself: the words are a tooltip, the click is the row's. */
  plain?: boolean
}

/** A badge that opens what it means. */
export function ExplainedBadge({ label, tone, means, icon, title, plain = false }: Props) {
  if (plain)
    return (
      <span title={means}>
        <Badge tone={tone} icon={icon}>
          {label}
        </Badge>
      </span>
    )
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
      <p className="text-muted">{means}</p>
      <OpenInSimulator className="mt-2" />
    </Popover>
  )
}
