import { Panel } from '../../../../../_components/ui/panel'
import { Ladder } from '../ladder'
import { ChoiceList } from './choice-list'
import type { SectionProps } from './section'
import { NumberField } from './text-fields'
import { TokenField } from './token-field'

/** The soft part: where jobs would best run, and how far they may go from there inside the boundary. */
export function LadderSection({ policy, edit, report, options }: SectionProps) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Panel title="Preference">
        <TokenField
          label="Preferably in"
          hint="Best first. It orders and never admits: a preference outside the boundary is ignored."
          ordered
          tokens={policy.prefer}
          options={options}
          onChange={(prefer) => edit((one) => ({ ...one, prefer }))}
          none="Where each job comes from."
        />
      </Panel>
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
    </div>
  )
}
