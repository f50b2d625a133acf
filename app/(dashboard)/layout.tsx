import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { getControl } from '@/server/control/context'
import { sessionCtx } from '@/server/control/http/session-ctx'
import { Shell } from '../_components/shell/shell'

/** Reading the headers also makes every screen dynamic, which nonces need. Procedures check access again, each for itself. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { actor } = await sessionCtx(getControl(), await headers())
  if (!actor) redirect('/sign-in')
  return <Shell>{children}</Shell>
}
