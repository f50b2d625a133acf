// Where a node is taken to be as its GPS goes on speaking. A fix is the same place as long as both accuracies allow that: GPS
// jitters, and a label that flickers sends jobs back and forth. Elsewhere in the same zone it is followed at once. In
// another zone it moves the node with the third fix there, ten minutes apart, none of anywhere else between them. Until then
// only the label is held: what boundaries read follows at once (`between`).

import { borderMarginKm } from '../geo/country-shapes'
import { distanceKm } from '../geo/distance'
import type { ZoneCode } from '../geo/place'
import { type Fix, fixesApartMs, fixesToMove, type Moving, onlyFix, type Position } from './fix'

/** What a fix would be judged as now. */
export type Look = (fix: Fix) => { zone: ZoneCode | null; borderline: boolean }

/** Of a fix that says none. */
const unstatedAccuracyM = 50
/** A fix so many times as accurate is news, though it lies within the accuracy of a coarse one. */
const finerBy = 4

/** The same object where nothing changes. `now`: of the router, since a node chooses its own times. */
export function stepFix(position: Position, fix: Fix | null, now: number, look: Look): Position {
  const { gps, moving } = position
  if (gps === null || fix === null) return gps === fix ? position : settledAt(fix)
  if (isStill(gps, fix, look)) return moving === null ? position : { gps, moving: null }
  const { zone } = look(fix)
  if (zone === look(gps).zone) return settledAt(fix)
  if (moving === null || zone !== look(moving).zone) return { gps, moving: { ...onlyFix(fix), fixes: 1, countedAt: now } }
  return isStill(moving, fix, look) && isBetween(moving, now) ? position : countFix(gps, moving, fix, now)
}

/** Whether a fix says no more than that the node is where it was. */
export function isStill(settled: Fix, fix: Fix, look: Look): boolean {
  if (isSameFix(settled, fix)) return true
  if (distanceKm(settled.point, fix.point) * 1000 > accuracyOf(settled) + accuracyOf(fix)) return false
  return accuracyOf(fix) * finerBy > accuracyOf(settled) && !hasBlurred(settled, fix, look)
}

/** So coarse that it may be across a border, which the settled one was not: certainty is lost at once. */
function hasBlurred(settled: Fix, fix: Fix, look: Look): boolean {
  return fix.accuracyM > borderMarginKm * 1000 && look(fix).borderline && !look(settled).borderline
}

function countFix(gps: Fix, { fixes, countedAt }: Moving, fix: Fix, now: number): Position {
  const isDue = now - countedAt >= fixesApartMs
  if (isDue && fixes + 1 === fixesToMove) return settledAt(fix)
  // A clock that was set back starts the wait anew: it must not last until that time comes again.
  const at = isDue || now < countedAt ? now : countedAt
  return { gps, moving: { ...onlyFix(fix), fixes: isDue ? fixes + 1 : fixes, countedAt: at } }
}

const isBetween = ({ countedAt }: Moving, now: number) => now >= countedAt && now - countedAt < fixesApartMs

const settledAt = (fix: Fix | null): Position => ({ gps: fix && onlyFix(fix), moving: null })

const accuracyOf = ({ accuracyM }: Fix): number => accuracyM || unstatedAccuracyM

const isSameFix = (a: Fix, b: Fix): boolean =>
  a === b || (a.accuracyM === b.accuracyM && a.point[0] === b.point[0] && a.point[1] === b.point[1])
