'use client'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useHasSessionEnded } from '../../_lib/session'
import { signIn } from '../../_lib/sign-in'
import { useStatus } from '../../_lib/use-status'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Field, Input } from '../ui/field'

/** The session ended while somebody was at work: they sign in over what they see, and lose nothing of what they typed. */
export function SignInAgain() {
  const hasEnded = useHasSessionEnded()
  const email = useStatus().data?.me.email
  useEffect(() => {
    if (hasEnded && !email) leave()
  }, [hasEnded, email])
  return hasEnded && email ? <PasswordDialog email={email} /> : null
}

/** For whoever it was: what is on the screen is theirs, so that somebody else begins anew. */
const leave = () => location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`)

function PasswordDialog({ email }: { email: string }) {
  const queries = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [refusal, setRefusal] = useState<string>()
  const [isPending, setPending] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setPending(true)
    const problem = await signIn({ email, password: input.current!.value })
    setPending(false)
    // The first answer closes this dialog.
    if (problem === null) return void queries.invalidateQueries()
    setRefusal(problem)
    // Gone where another tab signed in meanwhile.
    input.current?.select()
  }
  return (
    <Dialog
      open
      title="Your session has ended"
      description="Sign in to go on. What you see and typed stays as it is."
      initialFocus={input}
      footer={
        <>
          <Button variant="ghost" className="mr-auto" onClick={leave}>
            Somebody else…
          </Button>
          <Button variant="primary" type="submit" form="sign-in-again" disabled={isPending}>
            {isPending ? 'Signing in…' : 'Sign in'}
          </Button>
        </>
      }
    >
      <form id="sign-in-again" method="post" onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
        <p>{email}</p>
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <Field label="Password" error={refusal}>
          <Input ref={input} type="password" autoComplete="current-password" required />
        </Field>
      </form>
    </Dialog>
  )
}
