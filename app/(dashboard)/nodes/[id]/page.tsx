import type { Metadata } from 'next'
import { NodeScreen } from './client'

type Props = { params: Promise<{ id: string }> }

export const metadata: Metadata = { title: 'Node' }

export default async function NodePage({ params }: Props) {
  const { id } = await params
  return <NodeScreen id={decodeURIComponent(id)} />
}
