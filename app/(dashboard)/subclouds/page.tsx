import type { Metadata } from 'next'
import { SubcloudsScreen } from './client'

export const metadata: Metadata = { title: 'Subclouds' }

export default function SubcloudsPage() {
  return <SubcloudsScreen />
}
