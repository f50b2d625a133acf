import type { Metadata } from 'next'
import { MapScreen } from './client'

export const metadata: Metadata = { title: 'Map' }

export default function MapPage() {
  return <MapScreen />
}
