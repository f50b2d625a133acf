import { ServiceError } from '@/server/platform/errors'
import { withoutRevision } from './draft'
import { type Revision, toDocument } from './revision'

/** Both versions, so that the loser can see what to merge. */
export function revisionConflict(baseRevision: number, latest: Revision, submitted: unknown): ServiceError {
  return new ServiceError(
    'revision_conflict',
    `Revision ${latest.revision} was published since ${baseRevision}. Merge your change into it and publish again with baseRevision ${latest.revision}.`,
    { baseRevision, currentRevision: latest.revision, current: toDocument(latest), submitted: withoutRevision(submitted) },
  )
}
