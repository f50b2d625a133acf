'use client'
import type { NodeDetail } from '@/server/control/services/nodes/schemas'
import { TrustBadge } from '../../../../_components/domain/badges'
import { ReasonChip, reasonSentence } from '../../../../_components/domain/reason-chip'
import { RelativeTime } from '../../../../_components/relative-time'
import { Panel } from '../../../../_components/ui/panel'
import { Table, TableBox, Td, Th } from '../../../../_components/ui/table'
import { percent } from '../../../../_lib/format'

/** How far the node's stated place is believed, area by area, and why. */
export function Verdict({ verdict }: { verdict: NodeDetail['verdict'] }) {
  return (
    <Panel
      title="Verdict"
      aside={
        <span className="text-xs text-faint">
          judged <RelativeTime at={verdict.judgedAt} />
        </span>
      }
    >
      <ul className="flex flex-col gap-1.5">
        {verdict.reasons.map((code) => (
          <li key={code} className="flex flex-wrap items-center gap-2">
            <ReasonChip code={code} />
            <span className="text-muted">{reasonSentence(code)}</span>
          </li>
        ))}
      </ul>
      {verdict.borderline && (
        <p className="mt-2 rounded-md bg-warn-soft px-3 py-1.5 text-warn">
          It may be on either side of a border: in neither side’s restricted boundary.
        </p>
      )}
      {verdict.areas.length > 0 && (
        <TableBox label="Trust by area" className="mt-3">
          <Table>
            <thead>
              <tr>
                <Th className="pl-0">Area</Th>
                <Th>Level</Th>
                <Th className="text-right">Confidence</Th>
              </tr>
            </thead>
            <tbody>
              {verdict.areas.map((area) => (
                <tr key={area.area}>
                  <Td className="pl-0 font-mono text-xs">{area.area}</Td>
                  <Td>
                    <TrustBadge level={area.level} />
                  </Td>
                  <Td className="text-right">{percent(area.confidence * 100)}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </TableBox>
      )}
      <p className="mt-3 text-xs text-faint">
        Address evidence alone reaches at most “consistent”. Nothing is called verified before round-trip times are measured.
      </p>
    </Panel>
  )
}
