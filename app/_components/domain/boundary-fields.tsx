'use client'
import type { BoundaryClause } from '@/server/core/config/schema'
import type { TokenOption } from '../../_lib/token-options'
import { TokenField } from './token-field'

type Props = {
  clause: BoundaryClause | undefined
  options: readonly TokenOption[]
  /** Undefined where nothing is cut any more. */
  onChange: (clause: BoundaryClause | undefined) => void
  allowsNone: string
  denyHint: string
}

/** Where jobs may run, and where they may not. */
export function BoundaryFields({ clause = { allow: [], deny: [] }, options, onChange, allowsNone, denyHint }: Props) {
  const change = (part: Partial<BoundaryClause>) => {
    const next = { ...clause, ...part }
    onChange(next.allow.length + next.deny.length === 0 ? undefined : next)
  }
  return (
    <>
      <TokenField
        label="Allowed"
        tone="allow"
        tokens={clause.allow}
        options={options}
        onChange={(allow) => change({ allow })}
        none={allowsNone}
      />
      <TokenField
        label="Denied"
        tone="deny"
        hint={denyHint}
        tokens={clause.deny}
        options={options}
        onChange={(deny) => change({ deny })}
        none="Nowhere."
      />
    </>
  )
}
