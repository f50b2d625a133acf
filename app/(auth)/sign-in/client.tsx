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
import { safeNext } from './safe-next'

const schema = z.object({ email: z.email('An e-mail address, e.g. ops@example.com'), password: z.string().min(1, 'Your password') })
type Credentials = z.infer<typeof schema>

export function SignIn() {
  const next = safeNext(useSearchParams().get('next'))
  const [refusal, setRefusal] = useState<string | null>(null)
  const { register, handleSubmit, formState, setFocus, resetField } = useForm<Credentials>({
    resolver: zodResolver(schema),
    defaultValues: { email: '', password: '' },
  })

  const submit = handleSubmit(async (credentials) => {
    setRefusal(null)
    const problem = await signIn(credentials)
    if (problem === null) return location.assign(next)
    setRefusal(problem)
    resetField('password')
    setFocus('password')
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

/** Null when signed in, else what to tell. Wrong address and wrong password read alike. */
async function signIn(credentials: Credentials): Promise<string | null> {
  const answer = await fetch('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(credentials),
  }).catch(() => null)
  if (answer === null) return 'The server does not answer. Check that it is running, then try again.'
  if (answer.ok) return null
  if (answer.status === 401 || answer.status === 400 || answer.status === 403) return 'E-mail or password is wrong.'
  if (answer.status === 429) {
    const wait = Number(answer.headers.get('retry-after') ?? answer.headers.get('x-retry-after'))
    return `Too many attempts. Wait ${wait > 0 ? `${wait} s` : 'a minute'}, then try again.`
  }
  return `Signing in failed on the server (${answer.status}). Try again; its log says why.`
}
