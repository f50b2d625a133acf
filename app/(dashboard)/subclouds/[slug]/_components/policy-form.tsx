import { BoundarySection } from './form/boundary-section'
import { FallbackSection } from './form/fallback-section'
import { IsolationSection } from './form/isolation-section'
import { JoiningSection } from './form/joining-section'
import { OriginsSection } from './form/origins-section'
import { PreferenceSection } from './form/preference-section'
import type { SectionProps } from './form/section'
import { TrustSection } from './form/trust-section'

const column = 'flex min-w-0 flex-col gap-4'

export function PolicyForm(props: SectionProps) {
  return (
    <div className="flex flex-col gap-4">
      <BoundarySection {...props} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className={column}>
          <PreferenceSection {...props} />
          <TrustSection {...props} />
          <OriginsSection {...props} />
          <IsolationSection {...props} />
        </div>
        <div className={column}>
          <FallbackSection {...props} />
          <JoiningSection {...props} />
        </div>
      </div>
    </div>
  )
}
