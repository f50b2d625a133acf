'use client'
import { useQuery } from '@tanstack/react-query'
import { ArrowRight, Check, Hourglass, TriangleAlert } from 'lucide-react'
import type { ShadowRow } from '@/server/control/services/activation/schemas'
import { ZoneTag } from '../../../_components/domain/zone-tag'
import { QueryView } from '../../../_components/query-view'
import { cn } from '../../../_components/ui/cn'
import { Link } from '../../../_components/ui/link'
import { Panel } from '../../../_components/ui/panel'
import { Table, TableBox, Td, Th } from '../../../_components/ui/table'
import { count, km, percent } from '../../../_lib/format'
import { useTRPC } from '../../../_lib/trpc'
import { ExplainedTh } from './explained-th'
import { type Verdict, verdictOf } from './shadow-verdict'

const icons = { go: Check, look: TriangleAlert, wait: Hourglass }
const tones = { go: 'text-ok', look: 'text-warn', wait: 'text-muted' }

/** What geo-routing would have done with the jobs that it was not applied to: the go or no-go of a zone. */
export function ShadowPanel() {
  const trpc = useTRPC()
  const query = useQuery(trpc.activation.shadow.queryOptions(undefined, { refetchInterval: 30_000 }))
  return (
    <Panel
      title="What geo-routing would have done"
      aside={<span className="text-xs text-muted">last 24 h, the newest 200,000 jobs at most</span>}
      flush
    >
      <QueryView query={query} what="the shadow report">
        {({ zones }) =>
          zones.length === 0 ? (
            <p className="p-3.5 text-muted">
              Nothing to compare: no job of the last 24 h preferred a zone in shadow, or a canary that its tenant was not part of.
            </p>
          ) : (
            <Comparison rows={zones} />
          )
        }
      </QueryView>
    </Panel>
  )
}

function Comparison({ rows }: { rows: readonly ShadowRow[] }) {
  return (
    <TableBox label="Done and would have been done, by zone">
      <Table>
        <thead>
          <tr>
            <Th>Preferred zone</Th>
            <Th className="text-right">Jobs</Th>
            <ExplainedTh label="Ran in it" means="Share of jobs that ran, or would have run, in the zone that they prefer." />
            <ExplainedTh label="Refused" means="Share of jobs that no node was found for." />
            <ExplainedTh label="Would fall back" means="Share of jobs that would have gone to a parent, a neighbour or the global pool." />
            <ExplainedTh
              label="Median distance"
              means="From the origin to the node, of the newest jobs; about 1 ms of round trip for every 100 km."
            />
            <Th>Verdict</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.zone}>
              <Td>
                <ZoneTag code={row.zone} />
              </Td>
              <Td className="text-right">
                <Link href={`/jobs?preferred=${row.zone}`} className="hover:underline">
                  {count(row.jobs)}
                </Link>
              </Td>
              <Td>
                <Change from={percent(row.asRouted.inZonePct)} to={percent(row.asShadow.inZonePct)} />
              </Td>
              <Td>
                <Change from={percent(row.asRouted.refusedPct)} to={percent(row.asShadow.refusedPct)} />
              </Td>
              <Td>{percent(row.asShadow.fellBackPct)}</Td>
              <Td>
                <Change from={km(row.routedKm)} to={km(row.shadowKm)} />
              </Td>
              <Td>
                <VerdictText {...verdictOf(row)} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableBox>
  )
}

function Change({ from, to }: { from: string; to: string }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span className="text-muted">{from}</span>
      <ArrowRight size={12} className="text-faint" aria-label="would be" />
      {to}
    </span>
  )
}

function VerdictText({ tone, text }: Verdict) {
  const Icon = icons[tone]
  return (
    <span className={cn('inline-flex items-center gap-1.5 whitespace-nowrap', tones[tone])}>
      <Icon size={13} className="shrink-0" aria-hidden />
      {text}
    </span>
  )
}
