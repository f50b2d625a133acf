'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CreatedKey, KeyRow } from '@/server/control/services/keys/schemas'
import { InlineError } from '../../../_components/states'
import { Button } from '../../../_components/ui/button'
import { Dialog } from '../../../_components/ui/dialog'
import { Segmented } from '../../../_components/ui/segmented'
import { useTRPC } from '../../../_lib/trpc'
import { useMutation } from '../../../_lib/use-mutation'

type Props = { target: KeyRow; onClose: () => void; onCreated: (created: CreatedKey) => void }

const overlaps = [
  { value: '0', label: 'Not at all' },
  { value: '3600', label: '1 hour' },
  { value: '86400', label: '1 day' },
  { value: '604800', label: '7 days' },
] as const

/** A new secret for the same key; the old one goes on opening until its callers have been moved. */
export function RotateKey({ target, onClose, onCreated }: Props) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [overlap, setOverlap] = useState<(typeof overlaps)[number]['value']>('86400')
  const rotate = useMutation(
    trpc.keys.rotate.mutationOptions({
      onSuccess: async (created) => {
        onClose()
        onCreated(created)
        await queries.invalidateQueries({ queryKey: trpc.keys.pathKey() })
      },
    }),
  )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Rotate ${target.name}?`}
      description="Makes a key with the same scopes, Subcloud, limits and lifetime, and a secret of its own."
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="primary" disabled={rotate.isPending} onClick={() => rotate.mutate({ id: target.id, overlapS: Number(overlap) })}>
            {rotate.isPending ? 'Rotating…' : 'Rotate'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>
          How long the old secret <code className="text-xs">{target.prefix}…</code> goes on opening:
        </p>
        <Segmented label="The old secret opens for" value={overlap} onChange={setOverlap} choices={overlaps} />
        <p className="text-muted">
          {overlap === '0'
            ? 'Whatever uses it is refused within two seconds. For a secret that has leaked.'
            : 'Move its callers to the new secret meanwhile; then it expires by itself.'}
        </p>
        <InlineError error={rotate.error} />
      </div>
    </Dialog>
  )
}
