import type { PolicyReport } from '@/server/control/services/subclouds/schemas'
import type { Policy } from '@/server/core/config/schema'
import type { Draft } from '../../../../../_lib/drafts/use-draft'
import type { TokenOption } from '../../../../../_lib/token-options'

export type Report = Extract<PolicyReport, { parsed: true }>

/** What every section of the form takes: the policy as drafted, how to change it, and what it would mean. */
export type SectionProps = {
  policy: Policy
  edit: Draft<Policy>['edit']
  /** Null until the first answer, and where the draft does not parse. */
  report: Report | null
  options: readonly TokenOption[]
}
