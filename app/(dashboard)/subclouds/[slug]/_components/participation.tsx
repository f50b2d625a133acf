import type { SubcloudDetail } from '@/server/control/services/subclouds/schemas'
import { Facts } from '../../../../_components/ui/facts'
import { Link } from '../../../../_components/ui/link'
import { Panel } from '../../../../_components/ui/panel'
import { count, plural } from '../../../../_lib/format'
import { joinWords } from '../../_components/policy-words'

export function Participation({ subcloud }: { subcloud: SubcloudDetail }) {
  const { members, eligible, slug, policy } = subcloud
  const { criteria, assigned, bans, join } = policy.participation
  const wanted = (
    [
      ['Zones', criteria.zones?.join(', ')],
      ['Countries', criteria.countries?.join(', ')],
      ['Trust', criteria.minTrust && `at least ${criteria.minTrust}`],
      ['Models', criteria.models?.join(', ')],
      ['GPU', criteria.gpu?.join(', ')],
      ['Memory', criteria.minVramGb !== undefined && `at least ${criteria.minVramGb} GB`],
      ['Uptime', criteria.minUptimePct !== undefined && `at least ${criteria.minUptimePct} %`],
    ] as const
  ).flatMap(([label, value]) => (value ? [[label, value] as const] : []))
  return (
    <Panel
      title="Who serves it"
      aside={
        <Link href={`/nodes?subcloud=${encodeURIComponent(slug)}`} className="text-xs text-accent hover:underline">
          Its nodes
        </Link>
      }
    >
      <Facts
        items={[
          [
            'Eligible now',
            <span key="e">
              <span className="font-semibold tabular-nums">{plural(eligible, 'node')}</span>{' '}
              <span className="text-muted">inside the boundary, trusted enough and live</span>
            </span>,
          ],
          ['Members', `${count(members.live)} of ${count(members.total)} live`],
          ['Joining', joinWords[join]],
          ...(wanted.length === 0 && join !== 'closed' ? [['Criteria', 'none'] as const] : wanted),
          ['Isolation', policy.isolate ? 'its jobs stay on its members, and they serve nobody else' : 'none: its members serve others too'],
          ...(assigned.length > 0 ? [['Assigned', `${count(assigned.length)} by an admin`] as const] : []),
          ...(bans.length > 0 ? [['Banned', count(bans.length)] as const] : []),
        ]}
      />
    </Panel>
  )
}
