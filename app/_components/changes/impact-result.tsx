import type { SimulationResult } from '@/server/control/services/simulate/schemas'
import type { WhatIfKind, WhatIfSide } from '@/server/core/routing/what-if'
import { count, percent, plural, shortId } from '../../_lib/format'
import { refusalLabels, rungLabels } from '../../_lib/labels'
import { Link } from '../ui/link'
import { Table, TableBox, Td, Th } from '../ui/table'

const kinds: readonly { kind: WhatIfKind; label: string; means: string; tone: string }[] = [
  { kind: 'failed', label: 'newly refused', means: 'served before, refused after', tone: 'text-bad' },
  { kind: 'leaving', label: 'leave their zone', means: 'served outside the zone they prefer', tone: 'text-warn' },
  { kind: 'moved', label: 'move', means: 'served in another zone', tone: 'text-accent' },
  { kind: 'served', label: 'newly served', means: 'refused before, served after', tone: 'text-ok' },
]
const labels = Object.fromEntries(kinds.map(({ kind, label }) => [kind, label])) as Record<WhatIfKind, string>

export function ImpactResult({ result }: { result: SimulationResult }) {
  if (result.jobs === 0) return <p className="text-muted">No job has been logged yet, so there is nothing to decide again.</p>
  const share = (jobs: number) => percent((100 * jobs) / result.jobs)
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        {kinds.map(({ kind, label, means, tone }) => (
          <div key={kind} title={means} className="rounded-md border px-3 py-2">
            <dt className="text-xs text-muted">{label}</dt>
            <dd className={`text-lg font-semibold tabular-nums ${result[kind] > 0 ? tone : ''}`}>
              {count(result[kind])} <span className="text-xs font-normal text-muted">{share(result[kind])}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="text-xs text-muted">
        A what-if on today’s fleet: {plural(result.jobs, 'logged job')}, {count(result.same)} of them as before. Took {count(result.tookMs)}{' '}
        ms.
      </p>
      {result.pairs.length > 0 && (
        <TableBox label="Moves by zone" className="max-h-48 rounded-md border">
          <Table>
            <thead>
              <tr>
                <Th>Served before</Th>
                <Th>Served after</Th>
                <Th className="text-right">Jobs</Th>
              </tr>
            </thead>
            <tbody>
              {result.pairs.map(({ from, to, jobs }) => (
                <tr key={`${from} ${to}`}>
                  <Td>{from ?? 'no zone'}</Td>
                  <Td>{to ?? 'no zone'}</Td>
                  <Td className="text-right tabular-nums">{count(jobs)}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </TableBox>
      )}
      {result.bySubcloud.length > 0 && (
        <TableBox label="Changes by Subcloud" className="max-h-48 rounded-md border">
          <Table>
            <thead>
              <tr>
                <Th>Subcloud</Th>
                {kinds.map(({ kind, label }) => (
                  <Th key={kind} className="text-right">
                    {label}
                  </Th>
                ))}
                <Th className="text-right">of jobs</Th>
              </tr>
            </thead>
            <tbody>
              {result.bySubcloud.map((row) => (
                <tr key={row.subcloud ?? ''}>
                  <Td>{row.subcloud ?? <span className="text-muted">general pool</span>}</Td>
                  {kinds.map(({ kind }) => (
                    <Td key={kind} className="text-right tabular-nums">
                      {count(row[kind])}
                    </Td>
                  ))}
                  <Td className="text-right tabular-nums">{count(row.jobs)}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </TableBox>
      )}
      {result.examples.length > 0 && (
        <ul aria-label="Examples" className="flex max-h-60 flex-col gap-1 overflow-auto text-xs">
          {result.examples.map((example) => (
            <li key={example.decisionId} className="flex flex-wrap items-baseline gap-x-2">
              <Link href={`/jobs?job=${encodeURIComponent(example.decisionId)}`} className="font-mono text-accent hover:underline">
                {shortId(example.decisionId)}
              </Link>
              <span>{labels[example.kind]}</span>
              <span className="text-muted">
                {example.subcloud ?? 'general'}, from {example.country ?? 'an unknown country'}: {sideWords(example.before)} →{' '}
                {sideWords(example.after)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function sideWords({ outcome, code, servedZone, rung }: WhatIfSide): string {
  if (outcome === 'refused') return (refusalLabels[code ?? ''] ?? 'refused').toLowerCase()
  const how = rung ? (rungLabels[rung as keyof typeof rungLabels]?.label.toLowerCase() ?? rung) : ''
  return `${servedZone ?? 'no zone'} (${how})`
}
