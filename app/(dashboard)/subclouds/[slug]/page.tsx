import type { Metadata } from 'next'
import { SubcloudScreen } from './client'

type Props = { params: Promise<{ slug: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Subcloud ${decodeURIComponent((await params).slug)}` }
}

export default async function SubcloudPage({ params }: Props) {
  return <SubcloudScreen slug={decodeURIComponent((await params).slug)} />
}
