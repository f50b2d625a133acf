import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { zoneCode } from '@/server/core/config/schema'
import { ZoneScreen } from './client'

type Props = { params: Promise<{ code: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Zone ${decodeURIComponent((await params).code)}` }
}

export default async function ZonePage({ params }: Props) {
  const code = zoneCode.safeParse(decodeURIComponent((await params).code))
  if (!code.success) notFound()
  return <ZoneScreen code={code.data} />
}
