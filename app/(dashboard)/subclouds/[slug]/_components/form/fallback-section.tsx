import { Panel } from '../../../../../_components/ui/panel'
import { NumberField } from '../../../../../_components/ui/text-fields'
import { Ladder } from '../ladder'
import { ChoiceList } from './choice-list'
import type { SectionProps } from './section'

/** How far a job may go from where it would best run, inside the boundary. */
export function FallbackSection({ policy, edit, report }: SectionProps) {
  return (
    <Panel title="When nothing is free">
      <div className="flex flex-col gap-3">
        <ChoiceList
          label="Fallback"
          value={policy.fallback}
          onChange={(fallback) => edit((one) => ({ ...one, fallback }))}
          choices={[
            { value: 'global', label: 'Anywhere inside the boundary', hint: 'around, then the neighbours, then everything' },
            { value: 'adjacent', label: 'Only the neighbours', hint: 'around and the neighbours, in order' },
            { value: 'none', label: 'Refuse', hint: 'only what is preferred' },
          ]}
        />
        {report && <Ladder rungs={report.ladder} />}
        <NumberField
          label="Spill budget"
          unit="%"
          hint="The most of its jobs that may leave the first rung; empty: no limit."
          max={100}
          value={policy.spillBudgetPct}
          onChange={(spillBudgetPct) =>
            edit(({ spillBudgetPct: _, ...one }) => (spillBudgetPct === undefined ? one : { ...one, spillBudgetPct }), { step: 'spill' })
          }
        />
      </div>
    </Panel>
  )
}
