// What stands in a refused job's way, from the census of its kind: what a class of places is to the job is asked once a class,
// and the nodes of a class that fail the same are added up at once.

import { isRegistered, registeredMs } from '../candidates'
import { failing, failingsOf, firstOf } from '../failings'
import { filters, gracedUntil, isPanicAt, type Job } from '../filters'
import { type Lack, LackTally } from '../lack-tally'
import { buildLadder, rungFinder } from '../ladder'
import type { Preference } from '../preference'
import { setAsideForS } from '../set-aside'
import type { FleetNode } from '../types'
import type { Way } from '../way'
import { type Census, classIn, failingsIn } from './census'
import { heldUntil } from './changes'
import type { FleetIndex } from './fleet-index'

/** A lack, and until when time alone changes nothing in it; before `now` where something told counts the seconds. */
export type TimedLack = Lack & { readonly until: number }

const tried = failing('tried')

export function lackByIndex(index: FleetIndex, job: Job, way: Way, rungs: number, preference: Preference): TimedLack {
  // What is kept is of now; of an earlier time it cannot tell.
  const isKept = !index.changes.isPast(job.now)
  const census = isKept ? index.censuses.for(job) : index.censuses.once(job)
  const until = census.bringTo(job.now)
  const tally = new LackTally(rungs)
  const places = new Places(index, job, way, rungs, preference, tally)
  addCounted(census, places, tally)
  if (job.tried.size > 0) addTried(index, job, census, places, tally)
  const untilAsked = addUnsure(index, job, census, places, tally)
  return { ...tally.lack(), until: isKept ? Math.min(until, untilAsked) : Number.NEGATIVE_INFINITY }
}

/** Registered nodes that words do not tell of. */
function addUnsure(index: FleetIndex, job: Job, { unsure }: Census, places: Places, tally: LackTally): number {
  let until = Number.POSITIVE_INFINITY
  for (const slot of unsure) {
    const node = index.nodeAt(slot)
    if (!isRegistered(node, job.now)) continue
    until = Math.min(until, changesAt(node, job.now))
    const failings = failingsOf(node, job, filters)
    const place = places.of(index.words.classOf(slot))
    tally.add(failings, place.rung, place.isAdjacent, place.zone, setAsideForS(node, firstOf(failings), job.now))
  }
  return until
}

/** What was counted of those that were tried already is taken back, and they are counted as such. */
function addTried(index: FleetIndex, job: Job, census: Census, places: Places, tally: LackTally): void {
  for (const id of job.tried) {
    const slot = index.slotOf(id)
    const key = slot < 0 ? null : census.keyAt(slot)
    if (key === null) continue
    const { fails, isPanic, rung, isAdjacent, zone } = places.of(classIn(key))
    const failings = failingsIn(key, isPanic) | fails
    tally.add(failings, rung, isAdjacent, zone, null, -1)
    tally.add(failings | tried, rung, isAdjacent, zone, null)
  }
}

function addCounted({ counted: { keys, counts } }: Census, places: Places, tally: LackTally): void {
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]!
    if (count === 0) continue
    const { fails, isPanic, rung, isAdjacent, zone } = places.of(classIn(keys[i]!))
    tally.add(failingsIn(keys[i]!, isPanic) | fails, rung, isAdjacent, zone, null, count)
  }
}

type Place = { rung: number; fails: number; isPanic: boolean; isAdjacent: boolean; zone: number }

/** What a class of places is to a job, by its number. */
class Places {
  private readonly known: (Place | undefined)[]
  private readonly inAdjacent: ReturnType<typeof rungFinder>

  constructor(
    private readonly index: FleetIndex,
    private readonly job: Job,
    private readonly way: Way,
    private readonly rungs: number,
    preference: Preference,
    private readonly tally: LackTally,
  ) {
    this.known = new Array(index.classes.size)
    this.inAdjacent = rungFinder(buildLadder(job.config, preference, 'adjacent'), job.config)
  }

  of(number: number): Place {
    this.known[number] ??= this.make(number)
    return this.known[number]
  }

  private make(number: number): Place {
    const place = this.index.classes.values[number]!
    const { rung, fails } = this.way.standingOf(place)
    const isAdjacent = this.inAdjacent(place) >= 0
    const isPanic = isPanicAt(place, this.job)
    return { rung: rung < this.rungs ? rung : -1, fails, isPanic, isAdjacent, zone: this.tally.numberOf(place.zone) }
  }
}

/** When time alone may change what the filters say of a node. */
function changesAt(node: FleetNode, now: number): number {
  const { lastSeenAt, liveUntil, ejectedUntil } = node
  // A refusal tells in how many seconds it comes back.
  if (ejectedUntil && ejectedUntil > now) return Number.NEGATIVE_INFINITY
  let until = lastSeenAt + registeredMs
  if (liveUntil >= now) until = Math.min(until, liveUntil)
  if (gracedUntil(node) >= now) until = Math.min(until, gracedUntil(node))
  return Math.min(until, heldUntil(node, now))
}
