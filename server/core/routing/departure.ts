// Why a member is one no longer. Who changed their mind (the operator who withdrew, the owner who removed or banned) starts
// a cooldown, so that nobody hops in and out of where the work is. What no longer meets the criteria does not: it may come
// back as soon as it does, and a policy tightened by mistake is put right by publishing the old one.

import { type Admission, type Exclusion, standingSentences } from './standing'

export type LeaveReason = Exclusion | 'withdrew' | 'removed' | 'unassigned' | 'left_network' | 'gone' | 'no_door'
export type Departure = { reason: LeaveReason; cools: boolean }

export function departureOf(was: Admission, now: Exclusion): Departure {
  if (now === 'banned') return { reason: 'banned', cools: true }
  if (now === 'not_opted_in' && (was === 'opted_in' || was === 'approved')) return { reason: 'withdrew', cools: true }
  if (now === 'awaiting_approval' && was === 'approved') return { reason: 'removed', cools: true }
  if (now === 'not_assigned' && was === 'assigned') return { reason: 'unassigned', cools: true }
  return { reason: now, cools: false }
}

export const membershipSentences: Record<Admission | LeaveReason | 'rejected' | 'readmitted', string> = {
  ...standingSentences,
  withdrew: 'Its operator no longer opts in.',
  removed: 'The owner removed it.',
  unassigned: 'An admin took back the assignment.',
  left_network: 'It left the network.',
  gone: 'It was not seen for 30 days and is forgotten.',
  no_door: 'The Subcloud takes every node now, or is gone: there is nothing to be a member of.',
  rejected: 'The owner rejected the request.',
  readmitted: 'The owner ended its cooldown early.',
}
