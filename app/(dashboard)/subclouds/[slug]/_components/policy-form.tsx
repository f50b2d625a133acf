import { BoundarySection } from './form/boundary-section'
import { IsolationSection } from './form/isolation-section'
import { JoiningSection } from './form/joining-section'
import { LadderSection } from './form/ladder-section'
import { OriginsSection } from './form/origins-section'
import type { SectionProps } from './form/section'
import { TrustSection } from './form/trust-section'

export function PolicyForm(props: SectionProps) {
  return (
    <div className="flex flex-col gap-4">
      <BoundarySection {...props} />
      <LadderSection {...props} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <TrustSection {...props} />
        <OriginsSection {...props} />
        <IsolationSection {...props} />
        <JoiningSection {...props} />
      </div>
    </div>
  )
}
