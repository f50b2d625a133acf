import type { Metadata } from 'next'
import { ZoneScreen } from './client'

type Props = { params: Promise<{ code: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Zone ${decodeURIComponent((await params).code)}` }
}

export default async function ZonePage({ params }: Props) {
  return <ZoneScreen code={decodeURIComponent((await params).code)} />
}
