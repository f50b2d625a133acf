'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import type { SubcloudRow } from '@/server/control/services/subclouds/schemas'
import { InlineError } from '../../../../_components/states'
import { Button } from '../../../../_components/ui/button'
import { Dialog } from '../../../../_components/ui/dialog'
import { Field, Input } from '../../../../_components/ui/field'
import { useToast } from '../../../../_components/ui/toast'
import { useKeptForm } from '../../../../_lib/kept/use-kept-form'
import { useTRPC } from '../../../../_lib/trpc'
import { useMutation } from '../../../../_lib/use-mutation'

const form = z.object({
  name: z.string().trim().min(1, 'A name').max(120),
  owner: z.email('An e-mail address'),
  models: z.string(),
})
type Values = z.input<typeof form>

/** Whose it is, what it is called, which models it has. */
export function EditSubcloud({ subcloud: { slug, name, owner, models }, onClose }: { subcloud: SubcloudRow; onClose: () => void }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const toast = useToast()
  const { register, handleSubmit, formState, forget } = useKeptForm<Values>(`edit ${slug}`, {
    resolver: zodResolver(form),
    defaultValues: { name, owner, models: models.join(', ') },
  })
  const done = () => {
    forget()
    onClose()
  }
  const update = useMutation(
    trpc.subclouds.update.mutationOptions({
      onSuccess: async () => {
        done()
        toast('Subcloud changed')
        await queries.invalidateQueries()
      },
    }),
  )
  const save = handleSubmit((values) => update.mutate({ slug, ...values, models: values.models.split(/[\s,]+/).filter(Boolean) }))
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Edit ${slug}`}
      footer={
        <>
          <Button onClick={done}>Cancel</Button>
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
  )
}
