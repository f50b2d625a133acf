import type { Metadata } from 'next'
import { DemandScreen } from './client'

export const metadata: Metadata = { title: 'Unserved demand' }

export default function DemandPage() {
  return <DemandScreen />
}
