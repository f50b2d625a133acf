import type { Metadata } from 'next'
import { ActivationScreen } from './client'

export const metadata: Metadata = { title: 'Activation' }

export default function ActivationPage() {
  return <ActivationScreen />
}
