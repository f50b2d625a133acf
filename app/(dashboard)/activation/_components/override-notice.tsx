'use client'
import { useQueryClient } from '@tanstack/react-query'
import { Hand } from 'lucide-react'
import type { OverrideRow } from '@/server/control/services/activation/schemas'
import { RelativeTime } from '../../../_components/relative-time'
import { InlineError } from '../../../_components/states'
import { Button } from '../../../_components/ui/button'
import { shortId } from '../../../_lib/format'
import { gateLabels } from '../../../_lib/labels'
import { useTRPC } from '../../../_lib/trpc'
import { useMutation } from '../../../_lib/use-mutation'
import { useStatus } from '../../../_lib/use-status'

export function OverrideNotice({ override, canEnd }: { override: OverrideRow; canEnd: boolean }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { data: status } = useStatus()
  const end = useMutation(trpc.activation.endOverride.mutationOptions({ onSuccess: () => queries.invalidateQueries() }))
  return (
    <section
      aria-label="Override in force"
      className="flex flex-wrap items-center gap-3 rounded-lg border border-accent bg-accent-soft px-4 py-3"
    >
      <Hand size={18} className="text-accent" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {override.zone ?? 'The whole network'} is held at {gateLabels[override.state].label}
          {override.canaryPct !== null && ` ${override.canaryPct} %`}
        </p>
        <p className="text-muted">
          “{override.reason}”, by {override.createdBy === status?.me.id ? 'you' : shortId(override.createdBy)},{' '}
          <RelativeTime at={override.createdAt} />. Ends <RelativeTime at={override.expiresAt} />.
        </p>
      </div>
      {canEnd && (
        <Button onClick={() => end.mutate()} disabled={end.isPending}>
          {end.isPending ? 'Ending…' : 'End override'}
        </Button>
      )}
      <InlineError error={end.error} />
    </section>
  )
}
