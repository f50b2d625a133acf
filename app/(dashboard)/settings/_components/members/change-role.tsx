'use client'
import { useQueryClient } from '@tanstack/react-query'
import type { MemberRow } from '@/server/control/services/members/schemas'
import { InlineError } from '../../../../_components/states'
import { Button } from '../../../../_components/ui/button'
import { Dialog } from '../../../../_components/ui/dialog'
import { useToast } from '../../../../_components/ui/toast'
import { useTRPC } from '../../../../_lib/trpc'
import { useMutation } from '../../../../_lib/use-mutation'
import { roleWords } from './roles'

export type RoleChange = { member: MemberRow; role: MemberRow['role'] }

/** A role counts from the next request on, so it is asked for twice. */
export function ChangeRole({ change, onClose }: { change: RoleChange; onClose: () => void }) {
  const { member, role } = change
  const trpc = useTRPC()
  const queries = useQueryClient()
  const toast = useToast()
  const set = useMutation(
    trpc.members.setRole.mutationOptions({
      onSuccess: async () => {
        toast(`${member.email} is ${role} now`, 'It counts from their next request on.')
        onClose()
        await queries.invalidateQueries({ queryKey: trpc.members.pathKey() })
      },
    }),
  )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Make ${member.name} ${role}?`}
      description={`${member.email}, ${member.role} now.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={set.isPending} onClick={() => set.mutate({ id: member.id, role })}>
            {set.isPending ? 'Changing…' : `Make ${role}`}
          </Button>
        </>
      }
    >
      <p className="mb-3">They may then see and do: {roleWords[role]}.</p>
      <InlineError error={set.error} />
    </Dialog>
  )
}
