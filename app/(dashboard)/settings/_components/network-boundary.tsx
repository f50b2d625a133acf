'use client'
import { useMemo } from 'react'
import { areaSentence } from '@/server/core/boundary/sentence'
import type { Config } from '@/server/core/config/schema'
import { BoundaryFields } from '../../../_components/domain/boundary-fields'
import { Panel } from '../../../_components/ui/panel'
import type { Draft } from '../../../_lib/drafts/use-draft'
import { tokenOptions } from '../../../_lib/token-options'

/** The outermost layer: what it leaves out, no Subcloud, key or request can bring back. */
export function NetworkBoundary({ draft }: { draft: Draft<Config> }) {
  const { zones, jurisdictions, platform } = draft.document
  const options = useMemo(() => tokenOptions({ zones, jurisdictions }), [zones, jurisdictions])
  const clause = platform.boundary ?? { allow: [], deny: [] }
  const restricts = clause.allow.length + clause.deny.length > 0
  return (
    <Panel title="Network boundary">
      <p role="status">Jobs of the network run {areaSentence(clause)}.</p>
      <p className="mt-1 mb-3 text-muted">
        {restricts
          ? 'Every Subcloud’s, key’s and request’s boundary is narrowed by this one, in every state of the gate. Jobs need consistent nodes or better, whatever a policy asks for.'
          : 'Nothing is cut here: each Subcloud’s own boundary holds, and general jobs run anywhere.'}
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <BoundaryFields
          clause={platform.boundary}
          options={options}
          allowsNone="Anywhere, unless denied."
          denyHint="Deny wins."
          onChange={(boundary) =>
            draft.edit((config) => {
              const { boundary: _, ...rest } = config.platform
              return { ...config, platform: boundary ? { ...rest, boundary } : rest }
            })
          }
        />
      </div>
    </Panel>
  )
}
