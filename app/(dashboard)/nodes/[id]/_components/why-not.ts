// Why another candidate was chosen, in words: what the two differ in of what the pick weighs.

import type { Candidacy } from '@/server/control/services/nodes/schemas'
import { km, percent } from '../../../../_lib/format'

export function whyNot({ chosen, refused, own, winner }: Candidacy): string {
  if (chosen) return 'Chosen.'
  if (refused) return 'Nobody was chosen: the job was refused.'
  if (winner === null) return own.free === 0 ? 'It had no free slot; the job went on to another rung.' : 'The job went to another rung.'
  if (own.free === 0) return 'It had no free slot.'
  const reasons = [
    own.distanceKm !== null &&
      winner.distanceKm !== null &&
      own.distanceKm > winner.distanceKm &&
      `farther (${km(own.distanceKm)} against ${km(winner.distanceKm)})`,
    own.free / own.slots < winner.free / winner.slots &&
      `fuller (${own.free} of ${own.slots} free against ${winner.free} of ${winner.slots})`,
    own.failureRate > winner.failureRate && `failing more (${percent(own.failureRate * 100)} against ${percent(winner.failureRate * 100)})`,
  ].filter((reason) => reason !== false)
  const scores = `${own.score.toFixed(3)} against ${winner.score.toFixed(3)}`
  if (reasons.length > 0 && own.score < winner.score) return `Scored ${scores}: ${reasons.join(', ')}.`
  return own.score < winner.score
    ? `Scored ${scores}.`
    : `Scored ${scores}: equals are shared evenly, and a conversation stays on its node.`
}
