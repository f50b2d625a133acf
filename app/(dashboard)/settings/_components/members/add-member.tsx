'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useWatch } from 'react-hook-form'
import { z } from 'zod'
import { type CreatedMember, createMemberInput, type MemberRow } from '@/server/control/services/members/schemas'
import { InlineError } from '../../../../_components/states'
import { Button } from '../../../../_components/ui/button'
import { Dialog } from '../../../../_components/ui/dialog'
import { Field, Input } from '../../../../_components/ui/field'
import { Segmented } from '../../../../_components/ui/segmented'
import { useKeptForm } from '../../../../_lib/kept/use-kept-form'
import { useTRPC } from '../../../../_lib/trpc'
import { useMutation } from '../../../../_lib/use-mutation'
import { CopyBlock } from '../copy-block'
import { ShownOnce } from '../shown-once'
import { memberRoles, roleWords } from './roles'

const memberForm = createMemberInput.omit({ password: true }).extend({
  email: z.email('An e-mail address, e.g. jo@example.com'),
  name: z.string().trim().min(1, 'How they are called').max(120),
})
type Values = z.input<typeof memberForm>
const defaultValues: Values = { email: '', name: '', role: 'owner' }

/** There is no public sign-up: the account is made here, and its first password is shown once. */
export function AddMember({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [made, setMade] = useState<CreatedMember | null>(null)
  const { register, control, handleSubmit, formState, forget, setValue } = useKeptForm<Values>('add a member', {
    resolver: zodResolver(memberForm),
    defaultValues,
  })
  const role: MemberRow['role'] = useWatch({ control, name: 'role' })
  const create = useMutation(
    trpc.members.create.mutationOptions({
      onSuccess: async (created) => {
        setMade(created)
        await queries.invalidateQueries({ queryKey: trpc.members.pathKey() })
      },
    }),
  )
  const done = () => {
    onOpenChange(false)
    setMade(null)
    create.reset()
    forget()
  }
  if (made?.password)
    return (
      <ShownOnce
        title={`${made.email} may sign in`}
        description="The password is shown this once. Hand it over on a way that you trust."
        onClose={done}
      >
        {(onCopied) => (
          <>
            <CopyBlock label="Password" text={made.password!} onCopied={onCopied} />
            {made.role === 'owner' && (
              <p className="text-muted">
                An owner reaches the Subclouds that name their e-mail as the owner: make one, or edit one to name it.
              </p>
            )}
          </>
        )}
      </ShownOnce>
    )
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Add a member"
      footer={
        <>
          <Button onClick={done}>Cancel</Button>
          <Button variant="primary" type="submit" form="add-member" disabled={create.isPending}>
            {create.isPending ? 'Adding…' : 'Add member'}
          </Button>
        </>
      }
    >
      <form id="add-member" noValidate onSubmit={handleSubmit((values) => create.mutate(values))} className="flex flex-col gap-4">
        <Field label="E-mail" error={formState.errors.email?.message}>
          <Input type="email" autoComplete="off" {...register('email')} />
        </Field>
        <Field label="Name" error={formState.errors.name?.message}>
          <Input autoComplete="off" {...register('name')} />
        </Field>
        <div className="flex flex-col items-start gap-1">
          <Segmented
            label="Role"
            value={role}
            onChange={(next) => setValue('role', next)}
            choices={memberRoles.map((value) => ({ value, label: value }))}
          />
          <p className="text-xs text-muted">May see and do: {roleWords[role]}.</p>
        </div>
        <InlineError error={create.error} />
      </form>
    </Dialog>
  )
}
