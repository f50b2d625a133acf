import type { Policy } from '@/server/core/config/schema'
import { Panel } from '../../../../../_components/ui/panel'
import { Select } from '../../../../../_components/ui/select'
import { NumberField, WordsField } from '../../../../../_components/ui/text-fields'
import { plural } from '../../../../../_lib/format'
import { ChoiceList } from './choice-list'
import type { SectionProps } from './section'

type Participation = Policy['participation']
type Criteria = Participation['criteria']
const any = 'any'

/** Who may serve it. Members and requests have a tab of their own. */
export function JoiningSection({ policy, edit, report }: SectionProps) {
  const { participation } = policy
  const { criteria, join } = participation
  const change = (next: Partial<Participation>, step?: string) =>
    edit((one) => ({ ...one, participation: { ...one.participation, ...next } }), { step })
  const ask = <K extends keyof Criteria>(name: K, value: Criteria[K] | undefined) =>
    edit(
      (one) => {
        const { [name]: _, ...rest } = one.participation.criteria
        return { ...one, participation: { ...one.participation, criteria: value === undefined ? rest : { ...rest, [name]: value } } }
      },
      { step: `criteria ${name}` },
    )
  return (
    <Panel title="Who may join" aside={report && <span className="text-xs text-faint">{plural(report.fleet.members, 'member')}</span>}>
      <div className="flex flex-col gap-3">
        <ChoiceList
          label="Joining"
          value={join}
          onChange={(next) => change({ join: next })}
          choices={[
            {
              value: 'open',
              label: 'Open',
              hint: policy.isolate ? 'whoever opted in and meets the criteria' : 'whoever meets the criteria',
            },
            { value: 'semi-open', label: 'Semi-open', hint: 'who opted in, meets the criteria, and was approved' },
            { value: 'closed', label: 'Closed', hint: 'only whom an admin assigned' },
          ]}
        />
        {join !== 'closed' && (
          <>
            <h3 className="text-xs font-medium text-muted">Criteria: what is left empty is not asked for</h3>
            <div className="grid gap-3 sm:grid-cols-2">
              <WordsField label="Zones" placeholder="EU, NA" words={criteria.zones} onChange={(zones) => ask('zones', zones?.map(upper))} />
              <WordsField
                label="Countries"
                placeholder="DE, FR"
                words={criteria.countries}
                onChange={(countries) => ask('countries', countries?.map(upper))}
              />
              <WordsField label="Any of the models" words={criteria.models} onChange={(models) => ask('models', models)} />
              <WordsField label="Any of the GPUs" placeholder="RTX 4090, H100" words={criteria.gpu} onChange={(gpu) => ask('gpu', gpu)} />
              <NumberField label="Memory, at least" unit="GB" value={criteria.minVramGb} onChange={(value) => ask('minVramGb', value)} />
              <NumberField
                label="Uptime, at least"
                unit="%"
                max={100}
                value={criteria.minUptimePct}
                onChange={(value) => ask('minUptimePct', value)}
              />
            </div>
            <div>
              <Select
                label="Trust of members"
                showLabel
                value={criteria.minTrust ?? any}
                onChange={(value) => ask('minTrust', value === any ? undefined : (value as Criteria['minTrust']))}
                options={[any, 'unverified', 'consistent', 'verified'].map((value) => ({ value, label: value }))}
              />
            </div>
          </>
        )}
        <NumberField
          label="Cooldown"
          unit="minutes"
          hint="How long a node that withdrew, was removed or rejected may not come back."
          max={366 * 1440}
          value={participation.cooldownS / 60}
          onChange={(minutes) => change({ cooldownS: Math.round((minutes ?? 0) * 60) }, 'cooldown')}
        />
      </div>
    </Panel>
  )
}

const upper = (word: string) => word.toUpperCase()
