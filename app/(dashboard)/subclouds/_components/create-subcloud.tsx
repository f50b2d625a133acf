'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import type { Route } from 'next'
import { useQueryStates } from 'nuqs'
import { z } from 'zod'
import { slug } from '@/server/core/config/schema'
import { InlineError } from '../../../_components/states'
import { Button } from '../../../_components/ui/button'
import { Dialog } from '../../../_components/ui/dialog'
import { Field, Input } from '../../../_components/ui/field'
import { useKeptForm } from '../../../_lib/kept/use-kept-form'
import { useTRPC } from '../../../_lib/trpc'
import { useGoOn } from '../../../_lib/use-go-on'
import { useMutation } from '../../../_lib/use-mutation'
import { subcloudsParams } from '../search-params'

const form = z.object({ slug, name: z.string().trim().min(1, 'A name').max(120), owner: z.email('An e-mail address') })
type Values = z.input<typeof form>

/** For admins. It runs anywhere until its policy says otherwise, so the editor is where one goes next. */
export function CreateSubcloud({ owner }: { owner: string }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const goOn = useGoOn()
  const [{ create: isOpen }, setParams] = useQueryStates(subcloudsParams)
  const setOpen = (create: boolean) => void setParams({ create })
  const { register, handleSubmit, formState, forget } = useKeptForm<Values>('create a Subcloud', {
    resolver: zodResolver(form),
    defaultValues: { slug: '', name: '', owner },
  })
  const create = useMutation(
    trpc.subclouds.create.mutationOptions({
      onSuccess: async (_, made) => {
        goOn(`/subclouds/${encodeURIComponent(made.slug)}` as Route)
        forget()
        await queries.invalidateQueries()
      },
    }),
  )
  const submit = handleSubmit((values) => create.mutate({ ...values, models: [] }))
  const { errors } = formState
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus size={14} aria-hidden />
        New Subcloud
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title="New Subcloud"
        description="Its policy is empty at first: its jobs run anywhere, and every node serves it."
        footer={
          <>
            <Button
              onClick={() => {
                setOpen(false)
                forget()
              }}
            >
              Cancel
            </Button>
            <Button variant="primary" type="submit" form="create-subcloud" disabled={create.isPending}>
              Create
            </Button>
          </>
        }
      >
        <form id="create-subcloud" className="flex flex-col gap-3" onSubmit={(event) => void submit(event)}>
          <Field label="Slug" hint="What requests and nodes name it by; it cannot be changed." error={errors.slug?.message}>
            <Input {...register('slug')} className="font-mono" autoComplete="off" spellCheck={false} placeholder="acme-eu" />
          </Field>
          <Field label="Name" error={errors.name?.message}>
            <Input {...register('name')} placeholder="Acme Europe" />
          </Field>
          <Field label="Owner" hint="Who may change its policy, by e-mail." error={errors.owner?.message}>
            <Input {...register('owner')} type="email" />
          </Field>
          <InlineError error={create.error} />
        </form>
      </Dialog>
    </>
  )
}
