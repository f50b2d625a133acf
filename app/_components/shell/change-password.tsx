'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Field, Input } from '../ui/field'
import { useToast } from '../ui/toast'

const schema = z
  .object({
    current: z.string().min(1, 'The password that you have'),
    next: z.string().min(8, 'At least 8 characters').max(128, 'At most 128 characters'),
    again: z.string(),
  })
  .refine(({ next, again }) => next === again, { path: ['again'], message: 'Not the same as above' })
type Values = z.infer<typeof schema>
const blank: Values = { current: '', next: '', again: '' }

/** Whoever was given a password by an admin makes it their own here. Other browsers are signed out by it. */
export function ChangePassword({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const toast = useToast()
  const { register, handleSubmit, formState, reset, setError } = useForm<Values>({ resolver: zodResolver(schema), defaultValues: blank })
  const close = () => {
    onOpenChange(false)
    reset()
  }
  const submit = handleSubmit(async ({ current, next }) => {
    const answer = await fetch('/api/auth/change-password', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ currentPassword: current, newPassword: next, revokeOtherSessions: true }),
    }).catch(() => null)
    if (answer?.ok) {
      close()
      return toast('Your password is changed', 'Every other browser that was signed in as you is signed out.')
    }
    if (answer?.status === 400) return setError('current', { message: 'This is not your password' })
    setError('root', { message: answer ? `Failed on the server (${answer.status}). Try again.` : 'The server does not answer. Try again.' })
  })
  const { errors } = formState
  return (
    <Dialog
      open={open}
      onOpenChange={(shown) => (shown ? onOpenChange(true) : close())}
      title="Change your password"
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" type="submit" form="change-password" disabled={formState.isSubmitting}>
            {formState.isSubmitting ? 'Changing…' : 'Change password'}
          </Button>
        </>
      }
    >
      <form id="change-password" method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Present password" error={errors.current?.message}>
          <Input type="password" autoComplete="current-password" {...register('current')} />
        </Field>
        <Field label="New password" hint="8 characters or more." error={errors.next?.message}>
          <Input type="password" autoComplete="new-password" {...register('next')} />
        </Field>
        <Field label="New password once more" error={errors.again?.message}>
          <Input type="password" autoComplete="new-password" {...register('again')} />
        </Field>
        {errors.root && (
          <p role="alert" className="text-bad">
            {errors.root.message}
          </p>
        )}
      </form>
    </Dialog>
  )
}
