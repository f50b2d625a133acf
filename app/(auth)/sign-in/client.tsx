'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { CircleAlert } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { Mark } from '../../_components/shell/mark'
import { Button } from '../../_components/ui/button'
import { Field, Input } from '../../_components/ui/field'
import { type Credentials, signIn } from '../../_lib/sign-in'
import { safeNext } from './safe-next'

const schema = z.object({ email: z.email('An e-mail address, e.g. ops@example.com'), password: z.string().min(1, 'Your password') })

export function SignIn() {
  const next = safeNext(useSearchParams().get('next'))
  const [refusal, setRefusal] = useState<string | null>(null)
  const { register, handleSubmit, formState, setFocus } = useForm<Credentials>({
    resolver: zodResolver(schema),
    defaultValues: { email: '', password: '' },
  })

  const submit = handleSubmit(async (credentials) => {
    setRefusal(null)
    const problem = await signIn(credentials)
    if (problem === null) return location.assign(next)
    setRefusal(problem)
    setFocus('password', { shouldSelect: true })
  })

  return (
    <main className="grid min-h-dvh place-items-center px-4">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center gap-2.5">
          <Mark size={26} />
          <div>
            <h1 className="text-xl font-semibold">Sign in</h1>
            <p className="text-muted">Geo-clustering for this network</p>
          </div>
        </div>
        <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4 rounded-xl border bg-surface p-5">
          <Field label="E-mail" error={formState.errors.email?.message}>
            <Input type="email" autoComplete="username" autoFocus {...register('email')} className="h-9" />
          </Field>
          <Field label="Password" error={formState.errors.password?.message}>
            <Input type="password" autoComplete="current-password" {...register('password')} className="h-9" />
          </Field>
          {refusal && (
            <p role="alert" className="flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2 text-bad">
              <CircleAlert size={15} className="mt-0.5 shrink-0" aria-hidden />
              {refusal}
            </p>
          )}
          <Button type="submit" variant="primary" className="h-9" disabled={formState.isSubmitting}>
            {formState.isSubmitting ? 'Signing in…' : 'Sign in'}
          </Button>
        </form>
        <p className="mt-4 text-xs text-faint">
          The first start prints an admin’s address and password in its terminal. Another account? Ask an admin.
        </p>
      </div>
    </main>
  )
}
