import type { Metadata } from 'next'
import { SettingsScreen } from './client'

export const metadata: Metadata = { title: 'Settings' }

export default function SettingsPage() {
  return <SettingsScreen />
}
