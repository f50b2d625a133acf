import { TokenField } from '../../../../../_components/domain/token-field'
import { Panel } from '../../../../../_components/ui/panel'
import { ChoiceList } from './choice-list'
import type { SectionProps } from './section'

/** Whose jobs it takes at all: by the client's address, never by what a caller says. */
export function OriginsSection({ policy, edit, options }: SectionProps) {
  const hasRule = policy.originAllow.length + policy.originDeny.length > 0
  return (
    <Panel title="Whose jobs it takes">
      <div className="flex flex-col gap-3">
        <TokenField
          label="Clients in"
          tone="allow"
          tokens={policy.originAllow}
          options={options}
          onChange={(originAllow) => edit((one) => ({ ...one, originAllow }))}
          none="Anywhere."
        />
        <TokenField
          label="But not in"
          tone="deny"
          tokens={policy.originDeny}
          options={options}
          onChange={(originDeny) => edit((one) => ({ ...one, originDeny }))}
          none="No exception."
        />
        {hasRule && (
          <ChoiceList
            label="From unknown places"
            value={policy.onUnknownOrigin}
            onChange={(onUnknownOrigin) => edit((one) => ({ ...one, onUnknownOrigin }))}
            choices={[
              { value: 'deny', label: 'Refuse who comes from an unknown place' },
              { value: 'allow', label: 'Take who comes from an unknown place' },
            ]}
          />
        )}
      </div>
    </Panel>
  )
}
