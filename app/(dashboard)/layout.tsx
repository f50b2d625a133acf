import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { Shell } from '../_components/shell/shell'

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  // Nonces are per request, so nothing here may be rendered ahead of one.
  await connection()
  return <Shell>{children}</Shell>
}
