'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubcloudRow } from '@/server/control/services/subclouds/schemas'
import { InlineError } from '../../../../_components/states'
import { Button } from '../../../../_components/ui/button'
import { Dialog } from '../../../../_components/ui/dialog'
import { useToast } from '../../../../_components/ui/toast'
import { useTRPC } from '../../../../_lib/trpc'
import { useGoOn } from '../../../../_lib/use-go-on'
import { useMutation } from '../../../../_lib/use-mutation'
import { EditSubcloud } from './edit-subcloud'

/** For admins: what it is, and its end. */
export function SubcloudMenu({ subcloud }: { subcloud: SubcloudRow }) {
  const { slug } = subcloud
  const trpc = useTRPC()
  const queries = useQueryClient()
  const goOn = useGoOn()
  const toast = useToast()
  const [asking, setAsking] = useState<'edit' | 'delete' | null>(null)
  const remove = useMutation(
    trpc.subclouds.delete.mutationOptions({
      onSuccess: async () => {
        toast(`Subcloud ${slug} deleted`, 'Its members are back in the global pool.')
        goOn('/subclouds')
        await queries.invalidateQueries()
      },
    }),
  )
  return (
    <>
      <Button size="sm" onClick={() => setAsking('edit')}>
        Edit…
      </Button>
      <Button size="sm" variant="danger" onClick={() => setAsking('delete')}>
        Delete…
      </Button>
      {asking === 'edit' && <EditSubcloud subcloud={subcloud} onClose={() => setAsking(null)} />}
      <Dialog
        open={asking === 'delete'}
        onOpenChange={(open) => setAsking(open ? 'delete' : null)}
        title={`Delete ${slug}?`}
        description="Jobs that name it are refused from then on, and its members go back to the global pool. Earlier revisions keep it, so reverting brings it back. Its log stays under this slug, which nobody but its owner can get anew."
        footer={
          <>
            <Button onClick={() => setAsking(null)}>Cancel</Button>
            <Button variant="danger" disabled={remove.isPending} onClick={() => remove.mutate({ slug })}>
              Delete
            </Button>
          </>
        }
      >
        <InlineError error={remove.error} />
      </Dialog>
    </>
  )
}
