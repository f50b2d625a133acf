import type { Metadata } from 'next'
import { EditZonesScreen } from './client'

export const metadata: Metadata = { title: 'Edit zones' }

export default function EditZonesPage() {
  return <EditZonesScreen />
}
