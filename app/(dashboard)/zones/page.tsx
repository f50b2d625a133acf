import type { Metadata } from 'next'
import { ZonesScreen } from './client'

export const metadata: Metadata = { title: 'Zones' }

export default function ZonesPage() {
  return <ZonesScreen />
}
