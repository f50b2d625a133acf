'use client'
import { useMemo } from 'react'
import { areaSentence } from '@/server/core/boundary/sentence'
import type { BoundaryClause, Config } from '@/server/core/config/schema'
import { TokenField } from '../../../_components/domain/token-field'
import { Panel } from '../../../_components/ui/panel'
import type { Draft } from '../../../_lib/drafts/use-draft'
import { tokenOptions } from '../../../_lib/token-options'

/** The outermost layer: what it leaves out, no Subcloud, key or request can bring back. */
export function NetworkBoundary({ draft }: { draft: Draft<Config> }) {
  const { zones, jurisdictions, platform } = draft.document
  const options = useMemo(() => tokenOptions({ zones, jurisdictions }), [zones, jurisdictions])
  const clause = platform.boundary ?? { allow: [], deny: [] }
  const restricts = clause.allow.length + clause.deny.length > 0
  const change = (next: Partial<BoundaryClause>) =>
    draft.edit((config) => {
      const { boundary: _, ...rest } = config.platform
      const boundary = { ...clause, ...next }
      return { ...config, platform: boundary.allow.length + boundary.deny.length === 0 ? rest : { ...rest, boundary } }
    })
  return (
    <Panel title="Network boundary">
      <p role="status">Jobs of the network run {areaSentence(clause)}.</p>
      <p className="mt-1 mb-3 text-muted">
        {restricts
          ? 'Every Subcloud’s, key’s and request’s boundary is narrowed by this one, in every state of the gate. Jobs need consistent nodes or better, whatever a policy asks for.'
          : 'Nothing is cut here: each Subcloud’s own boundary holds, and general jobs run anywhere.'}
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <TokenField
          label="Allowed"
          tone="allow"
          tokens={clause.allow}
          options={options}
          onChange={(allow) => change({ allow })}
          none="Anywhere, unless denied."
        />
        <TokenField
          label="Denied"
          tone="deny"
          hint="Deny wins."
          tokens={clause.deny}
          options={options}
          onChange={(deny) => change({ deny })}
          none="Nowhere."
        />
      </div>
    </Panel>
  )
}
