import type { Replica } from '@/server/replica/types'
import type { Base } from '../../examiner/ask'

/** What is in force in this process, for drafts to be held against. */
export function publishedBase(replica: Replica): Base {
  const { revision, source } = replica.snapshot().config
  return { revision, config: source }
}
