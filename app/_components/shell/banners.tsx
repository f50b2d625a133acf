'use client'
import { Database, FlaskConical, type LucideIcon, MapPinOff, Unplug } from 'lucide-react'
import type { ReactNode } from 'react'
import { duration } from '../../_lib/format'
import { useNow } from '../../_lib/now'
import { useStatus } from '../../_lib/use-status'
import { cn } from '../ui/cn'
import { Link } from '../ui/link'

/** What an operator has to know on every screen: the database is away, no router answers, origins are blind, the world is simulated. */
export function Banners() {
  const { data: status } = useStatus()
  const now = useNow()
  if (!status) return null
  const { replica, geoip, routers } = status
  const heardAt = routers.length === 0 ? null : Math.max(...routers.map(({ lastSeenAt }) => lastSeenAt))
  return (
    <>
      {!replica.connected && (
        <Banner tone="bad" icon={Database}>
          The database cannot be reached. Decisions go on from memory; this page shows what was known
          {replica.refreshedAt !== null && now > 0 ? ` ${duration(now - replica.refreshedAt)} ago` : ' at the last start'}.
        </Banner>
      )}
      {replica.connected && heardAt !== null && !routers.some(({ alive }) => alive) && (
        <Banner tone="bad" icon={Unplug}>
          No router has been heard of for {duration(now - heardAt)}. Unless one is only cut off from the database, no job is decided.{' '}
          <Link href="/settings?tab=installation" className="underline">
            See the routers
          </Link>
        </Banner>
      )}
      {!geoip.ready && (
        <Banner tone="warn" icon={MapPinOff}>
          No IP database is loaded, so origins are unknown and nothing prefers a zone.{' '}
          <Link href="/settings?tab=geoip" className="underline">
            See what is missing
          </Link>
        </Banner>
      )}
      {status.demo && (
        <Banner tone="neutral" icon={FlaskConical}>
          Demonstration world: its nodes and clients are simulated. Decisions, trust and the gate are the real thing.
        </Banner>
      )}
    </>
  )
}

const tones = { bad: 'bg-bad-soft text-bad', warn: 'bg-warn-soft text-warn', neutral: 'bg-warn-soft text-warn' }

function Banner({ tone, icon: Icon, children }: { tone: keyof typeof tones; icon: LucideIcon; children: ReactNode }) {
  return (
    <div role={tone === 'neutral' ? 'note' : 'status'} className={cn('flex items-center gap-2 border-b px-4 py-1 text-xs', tones[tone])}>
      <Icon size={13} className="shrink-0" aria-hidden />
      <p>{children}</p>
    </div>
  )
}
