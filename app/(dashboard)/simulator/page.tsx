import type { Metadata } from 'next'
import { SimulatorScreen } from './client'

export const metadata: Metadata = { title: 'Simulator' }

export default function SimulatorPage() {
  return <SimulatorScreen />
}
