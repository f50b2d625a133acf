'use client'
import { Flame, Siren, TimerOff } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import type { ZoneRow } from '@/server/control/services/zones/schemas'
import { ZoneTag } from '../../../_components/domain/zone-tag'
import { Since } from '../../../_components/relative-time'
import { count } from '../../../_lib/format'

/** What is unusual about a zone now; nothing where nothing is. */
export function ZoneConditions({ zone: { code, conditions } }: { zone: Pick<ZoneRow, 'code' | 'conditions'> }) {
  const { hot, panic, ejected } = conditions
  if (hot.length === 0 && panic === null && ejected === 0) return null
  return (
    <ul aria-label="Conditions now" className="flex flex-col gap-1.5 rounded-md bg-warn-soft px-3 py-2 text-sm">
      {panic && (
        <Line icon={<Siren size={14} aria-hidden />}>
          {panic === 'admin'
            ? 'Panic, by an admin: nodes count as live for longer.'
            : 'Panic: most nodes fell silent, and count as live for longer.'}
        </Line>
      )}
      {hot.map((one) => (
        <Line key={`${one.environment} ${one.subcloud} ${one.model}`} icon={<Flame size={14} aria-hidden />}>
          <Spilling code={code} shares={one.shares} /> <span className="wrap-anywhere">{one.model}</span>
          {one.environment !== 'mainnet' && ` on ${one.environment}`}
          {one.subcloud && ` in ${one.subcloud}`}:{' '}
          <span className="text-muted">
            {one.mode === 'capacity' ? `${one.utilisationPct} % of its slots in use` : 'too few of its nodes are live'}, hot for{' '}
            <Since at={one.since} />
          </span>
        </Line>
      ))}
      {ejected > 0 && (
        <Line icon={<TimerOff size={14} aria-hidden />}>
          {ejected === 1 ? '1 node is' : `${count(ejected)} nodes are`} set aside for failing.
        </Line>
      )}
    </ul>
  )
}

/** “Spilling 20 % to ME and 5 % to the global pool of”. */
function Spilling({ code, shares }: { code: string; shares: readonly { token: string; share: number }[] }) {
  const away = shares.filter(({ token }) => token !== `zone:${code}`)
  if (away.length === 0) return <>Hot, but sheds none now of</>
  return (
    <>
      Spilling{' '}
      {away.map(({ token, share }, i) => (
        <Fragment key={token}>
          {i > 0 && ', '}
          {share} % to {token === '*' ? 'the global pool' : <ZoneTag code={token.slice('zone:'.length)} />}
        </Fragment>
      ))}{' '}
      of
    </>
  )
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[auto_1fr] gap-2">
      <span className="mt-0.5 text-warn">{icon}</span>
      <span>{children}</span>
    </li>
  )
}
