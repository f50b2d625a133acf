import type { MinTrust } from '@/server/core/config/schema'
import { Panel } from '../../../../../_components/ui/panel'
import { count } from '../../../../../_lib/format'
import { trustWords } from '../../../_components/policy-words'
import { ChoiceList } from './choice-list'
import type { SectionProps } from './section'

const levels = ['verified', 'consistent', 'unverified'] as const satisfies readonly MinTrust[]

/** How surely a node must be where it says; each level with what it costs now. */
export function TrustSection({ policy, edit, report }: SectionProps) {
  const fleet = report?.fleet
  const standard = report && policy.minTrust === undefined ? report.minTrust : null
  return (
    <Panel title="Trust in a node’s place">
      <ChoiceList
        label="Trust"
        value={policy.minTrust ?? 'standard'}
        onChange={(value) => edit(({ minTrust: _, ...one }) => (value === 'standard' ? one : { ...one, minTrust: value }))}
        choices={[
          {
            value: 'standard',
            label: `Standard${standard ? `: ${standard}` : ''}`,
            hint: 'consistent where the boundary restricts, else none',
          },
          ...levels.map((level) => ({
            value: level,
            label: level,
            hint: trustWords[level],
            aside: fleet && `${count(fleet.byTrust[level])} of ${count(fleet.live)} eligible`,
          })),
        ]}
      />
    </Panel>
  )
}
