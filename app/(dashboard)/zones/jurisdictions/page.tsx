import type { Metadata } from 'next'
import { JurisdictionsScreen } from './client'

export const metadata: Metadata = { title: 'Jurisdictions' }

export default function JurisdictionsPage() {
  return <JurisdictionsScreen />
}
