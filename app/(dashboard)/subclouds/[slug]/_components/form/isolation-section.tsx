import { Checkbox } from '../../../../../_components/ui/checkbox'
import { Panel } from '../../../../../_components/ui/panel'
import { Table, TableBox, Td, Th } from '../../../../../_components/ui/table'
import { count, plural } from '../../../../../_lib/format'
import type { SectionProps } from './section'

/** Isolation, with what it takes from everybody else. */
export function IsolationSection({ policy, edit, report }: SectionProps) {
  const changes = report?.fleet.globalPool ?? []
  const leaving = changes.reduce((sum, { now, drafted }) => sum + now - drafted, 0)
  return (
    <Panel title="Isolation">
      <Checkbox
        checked={policy.isolate}
        onChange={(isolate) => edit((one) => ({ ...one, isolate }))}
        label="Keep its jobs on its members, and its members to its jobs"
        hint="Only nodes whose operator opted in by signature, or that an admin assigned."
      />
      {report && (
        <p className="mt-2 text-muted">
          {leaving === 0
            ? 'The global pool stays as it is.'
            : leaving > 0
              ? `${plural(leaving, 'live node')} would leave the global pool.`
              : `${plural(-leaving, 'live node')} would come back to the global pool.`}
        </p>
      )}
      {changes.length > 0 && (
        <TableBox label="Global pool by zone">
          <Table>
            <thead>
              <tr>
                <Th className="pl-0">Zone</Th>
                <Th className="text-right">now</Th>
                <Th className="text-right">then</Th>
                <Th>against the target</Th>
              </tr>
            </thead>
            <tbody>
              {changes.map(({ zone, now, drafted, target }) => (
                <tr key={zone ?? 'none'}>
                  <Td className="pl-0">{zone ?? 'no zone'}</Td>
                  <Td className="text-right tabular-nums">{count(now)}</Td>
                  <Td className="text-right tabular-nums">{count(drafted)}</Td>
                  <Td className={zone !== null && drafted < target ? 'text-bad' : 'text-muted'}>
                    {zone === null ? '–' : drafted >= target ? 'enough' : `${now >= target ? 'falls ' : ''}below ${count(target)} nodes`}
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </TableBox>
      )}
    </Panel>
  )
}
