'use client'
import { useQueryClient } from '@tanstack/react-query'
import type { KeyRow } from '@/server/control/services/keys/schemas'
import { InlineError } from '../../../_components/states'
import { Button } from '../../../_components/ui/button'
import { Dialog } from '../../../_components/ui/dialog'
import { useToast } from '../../../_components/ui/toast'
import { useTRPC } from '../../../_lib/trpc'
import { useMutation } from '../../../_lib/use-mutation'

export function RevokeKey({ target, onClose }: { target: KeyRow; onClose: () => void }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const toast = useToast()
  const revoke = useMutation(
    trpc.keys.revoke.mutationOptions({
      onSuccess: async () => {
        toast(`${target.name} is revoked`, 'Every router refuses it within two seconds.')
        onClose()
        await queries.invalidateQueries({ queryKey: trpc.keys.pathKey() })
      },
    }),
  )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke ${target.name}?`}
      description="Whatever uses it is refused within two seconds. This cannot be undone; a new key can be made."
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" disabled={revoke.isPending} onClick={() => revoke.mutate({ id: target.id })}>
            {revoke.isPending ? 'Revoking…' : 'Revoke'}
          </Button>
        </>
      }
    >
      <p>
        <code className="text-xs">{target.prefix}…</code> with the scope {target.scopes.join(', ')}
        {target.subcloud && `, bound to ${target.subcloud}`}.
      </p>
      <InlineError error={revoke.error} />
    </Dialog>
  )
}
