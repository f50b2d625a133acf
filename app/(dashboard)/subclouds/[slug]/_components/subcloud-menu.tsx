'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import type { SubcloudRow } from '@/server/control/services/subclouds/schemas'
import { InlineError } from '../../../../_components/states'
import { Button } from '../../../../_components/ui/button'
import { Dialog } from '../../../../_components/ui/dialog'
import { Field, Input } from '../../../../_components/ui/field'
import { useToast } from '../../../../_components/ui/toast'
import { useTRPC } from '../../../../_lib/trpc'

const form = z.object({
  name: z.string().trim().min(1, 'A name').max(120),
  owner: z.email('An e-mail address'),
  models: z.string(),
})
type Values = z.input<typeof form>

/** For admins: whose it is, what it is called, which models it has; and its end. */
export function SubcloudMenu({ subcloud }: { subcloud: SubcloudRow }) {
  const { slug, name, owner, models } = subcloud
  const trpc = useTRPC()
  const queries = useQueryClient()
  const router = useRouter()
  const toast = useToast()
  const [asking, setAsking] = useState<'edit' | 'delete' | null>(null)
  const { register, handleSubmit, formState, reset } = useForm<Values>({ resolver: zodResolver(form) })
  const update = useMutation(
    trpc.subclouds.update.mutationOptions({
      onSuccess: async () => {
        setAsking(null)
        toast('Subcloud changed')
        await queries.invalidateQueries()
      },
    }),
  )
  const remove = useMutation(
    trpc.subclouds.delete.mutationOptions({
      onSuccess: async () => {
        toast(`Subcloud ${slug} deleted`, 'Its members are back in the global pool.')
        router.push('/subclouds')
        await queries.invalidateQueries()
      },
    }),
  )
  const save = handleSubmit((values) => update.mutate({ slug, ...values, models: values.models.split(/[\s,]+/).filter(Boolean) }))
  return (
    <>
      <Button
        size="sm"
        onClick={() => {
          reset({ name, owner, models: models.join(', ') })
          setAsking('edit')
        }}
      >
        Edit…
      </Button>
      <Button size="sm" variant="danger" onClick={() => setAsking('delete')}>
        Delete…
      </Button>
      <Dialog
        open={asking === 'edit'}
        onOpenChange={(open) => setAsking(open ? 'edit' : null)}
        title={`Edit ${slug}`}
        footer={
          <>
            <Button onClick={() => setAsking(null)}>Cancel</Button>
            <Button variant="primary" type="submit" form="edit-subcloud" disabled={update.isPending}>
              Save
            </Button>
          </>
        }
      >
        <form id="edit-subcloud" className="flex flex-col gap-3" onSubmit={(event) => void save(event)}>
          <Field label="Name" error={formState.errors.name?.message}>
            <Input {...register('name')} />
          </Field>
          <Field label="Owner" hint="Who may change its policy, by e-mail." error={formState.errors.owner?.message}>
            <Input {...register('owner')} type="email" />
          </Field>
          <Field label="Models" hint="By commas; empty: every model of the network.">
            <Input {...register('models')} />
          </Field>
          <InlineError error={update.error} />
        </form>
      </Dialog>
      <Dialog
        open={asking === 'delete'}
        onOpenChange={(open) => setAsking(open ? 'delete' : null)}
        title={`Delete ${slug}?`}
        description="Jobs that name it are refused from then on, and its members go back to the global pool. Earlier revisions keep it, so reverting brings it back."
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
