import type { Metadata } from 'next'
import { JobsScreen } from './client'

export const metadata: Metadata = { title: 'Jobs' }

export default function JobsPage() {
  return <JobsScreen />
}
