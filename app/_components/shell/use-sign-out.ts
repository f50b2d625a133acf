'use client'
import { useToast } from '../ui/toast'

export function useSignOut(): () => Promise<void> {
  const toast = useToast()
  return async () => {
    const answer = await fetch('/api/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).catch(
      () => null,
    )
    if (answer?.ok) location.assign('/sign-in')
    else toast('Could not sign out', 'The server did not answer. Try again.')
  }
}
