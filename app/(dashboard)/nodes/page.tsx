import type { Metadata } from 'next'
import { NodesScreen } from './client'

export const metadata: Metadata = { title: 'Nodes' }

export default function NodesPage() {
  return <NodesScreen />
}
