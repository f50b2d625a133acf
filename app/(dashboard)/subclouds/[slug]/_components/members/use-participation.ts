'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useToast } from '../../../../../_components/ui/toast'
import { useTRPC } from '../../../../../_lib/trpc'
import { useMutation } from '../../../../../_lib/use-mutation'

/** What can be done about a Subcloud's members. Each is in force on every router within two seconds. */
export function useParticipation(slug: string) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const toast = useToast()
  const done = (said: string) => ({
    onSuccess: async () => {
      toast(said, 'In force on every router within two seconds.')
      await queries.invalidateQueries()
    },
  })
  const { subclouds } = trpc
  const approve = useMutation(subclouds.approve.mutationOptions(done('Approved')))
  const reject = useMutation(subclouds.reject.mutationOptions(done('Rejected')))
  const remove = useMutation(subclouds.removeMember.mutationOptions(done('Removed')))
  const ban = useMutation(subclouds.ban.mutationOptions(done('Banned')))
  const liftBan = useMutation(subclouds.liftBan.mutationOptions(done('Ban lifted')))
  const readmit = useMutation(subclouds.readmit.mutationOptions(done('Cooldown ended')))
  const assign = useMutation(subclouds.assign.mutationOptions(done('Assignment changed')))
  const all = [approve, reject, remove, ban, liftBan, readmit, assign]
  return {
    approve: (nodeIds: string[]) => approve.mutate({ slug, nodeIds }),
    reject: (nodeId: string) => reject.mutate({ slug, nodeId }),
    remove: (nodeId: string) => remove.mutate({ slug, nodeId }),
    ban: (nodeId: string) => ban.mutate({ slug, nodeId }),
    liftBan: (nodeId: string) => liftBan.mutate({ slug, nodeId }),
    readmit: (nodeId: string) => readmit.mutate({ slug, nodeId }),
    assign: (add: string[], remove: string[] = []) => assign.mutateAsync({ slug, add, remove }),
    isBusy: all.some(({ isPending }) => isPending),
    error: all.find(({ isError }) => isError)?.error ?? null,
  }
}

export type Participating = ReturnType<typeof useParticipation>
