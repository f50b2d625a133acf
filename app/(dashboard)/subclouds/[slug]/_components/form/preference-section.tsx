import { TokenField } from '../../../../../_components/domain/token-field'
import { Panel } from '../../../../../_components/ui/panel'
import type { SectionProps } from './section'

/** The soft part: where jobs would best run. */
export function PreferenceSection({ policy, edit, options }: SectionProps) {
  return (
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
  )
}
