import type { Metadata } from 'next'
import { AuditScreen } from './client'

export const metadata: Metadata = { title: 'Audit' }

export default function AuditPage() {
  return <AuditScreen />
}
