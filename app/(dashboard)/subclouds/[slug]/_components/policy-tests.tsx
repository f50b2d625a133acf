import type { Policy } from '@/server/core/config/schema'
import { Panel } from '../../../../_components/ui/panel'
import { Table, TableBox, Td, Th } from '../../../../_components/ui/table'

function originWords(origin: Policy['tests'][number]['origin']): string {
  if (typeof origin === 'string') return origin
  return [origin.country, origin.subdivision, origin.point && `${origin.point.lat}, ${origin.point.lng}`].filter(Boolean).join(' ')
}

/** They had to pass when the policy was published. */
export function PolicyTests({ tests }: { tests: Policy['tests'] }) {
  return (
    <Panel title="Tests" className="lg:col-span-2" aside={<span className="text-xs text-faint">passed at publishing</span>}>
      <TableBox label="Tests">
        <Table>
          <thead>
            <tr>
              <Th className="pl-0">Name</Th>
              <Th>A job from</Th>
              <Th>for</Th>
              <Th>is expected in</Th>
            </tr>
          </thead>
          <tbody>
            {tests.map((test) => (
              <tr key={`${test.name} ${originWords(test.origin)} ${test.model}`}>
                <Td className="pl-0">{test.name ?? '–'}</Td>
                <Td className="font-mono text-xs">{originWords(test.origin)}</Td>
                <Td>{test.model}</Td>
                <Td>{test.expect === 'refused' ? 'refused' : `zone ${test.expect}`}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </TableBox>
    </Panel>
  )
}
