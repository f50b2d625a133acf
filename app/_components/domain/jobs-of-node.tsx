'use client'
import type { ReactNode } from 'react'
import { useStatus } from '../../_lib/use-status'
import { Link } from '../ui/link'

/** Leads to the jobs that a node served. Not for viewers, to whom no job names its node. */
export function JobsOfNode({ id, children }: { id: string; children: ReactNode }) {
  const role = useStatus().data?.me.role
  if (role === undefined || role === 'viewer') return null
  return (
    <Link href={`/jobs?node=${encodeURIComponent(id)}`} className="text-accent hover:underline">
      {children}
    </Link>
  )
}
