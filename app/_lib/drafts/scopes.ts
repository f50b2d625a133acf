import type { DraftScope } from '@/server/control/services/drafts/schemas'
import type { Config, Policy } from '@/server/core/config/schema'

export type { DraftScope }
/** A draft of `config` is the whole configuration, one of a Subcloud its policy. */
export type DraftDocument<Scope extends DraftScope> = Scope extends 'config' ? Config : Policy

export const subcloudOf = (scope: DraftScope): string | null => (scope === 'config' ? null : scope.slice('subcloud:'.length))
