import type { Route } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { getControl } from '@/server/control/context'
import { sessionCtx } from '@/server/control/http/session-ctx'
import { signInHeader } from '@/server/web/screens'
import { Shell } from '../_components/shell/shell'
import { SignInAgain } from '../_components/shell/sign-in-again'

/** Reading the headers also makes every screen dynamic, which nonces need. Procedures check access again, each for itself. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const given = await headers()
  const { actor } = await sessionCtx(getControl(), given)
  if (actor?.type !== 'user') redirect((given.get(signInHeader) ?? '/sign-in') as Route)
  return (
    <>
      <Shell role={actor.role}>{children}</Shell>
      <SignInAgain />
    </>
  )
}
