// What stands in a refused job's way, read from the packed words: a few nanoseconds a node, where putting every filter to it
// as an object takes half a microsecond. What is asked of a place is asked once a class, of an offer once an offer.

import { isRegistered, registeredMs } from '../candidates'
import { failing, failingsOf, firstOf } from '../failings'
import { filters, type Job } from '../filters'
import type { GeoClass } from '../geo-class'
import { type Lack, LackTally } from '../lack-tally'
import { buildLadder, rungFinder } from '../ladder'
import type { Preference } from '../preference'
import { setAsideForS } from '../set-aside'
import type { FleetNode } from '../types'
import type { Way } from '../way'
import { cardAsked, serves } from './cards'
import type { FleetIndex } from './fleet-index'
import { flag } from './node-words'

/** A lack, and until when time alone changes nothing in it; before `now` where something told counts the seconds. */
export type TimedLack = Lack & { readonly until: number }

const liveness = failing('liveness')
const drained = failing('drained')
const hardware = failing('hardware')
const subcloud = failing('subcloud')
const ban = failing('ban')
const tried = failing('tried')
const capacity = failing('capacity')

export function lackByIndex(index: FleetIndex, job: Job, way: Way, rungs: number, preference: Preference): TimedLack {
  const { now, minVramGb, gpu, pool } = job
  const card = minVramGb === null && gpu === null ? null : cardAsked(job)
  const tally = new LackTally(rungs)
  const places = placesOf(index, job, way, rungs, preference, tally)
  const offers = offersOf(index, job)
  const isMember = membersOf(index, job)
  const bans = pool.own === null || pool.own.bans.size === 0 ? null : pool.own.bans
  const triedOnes = job.tried.size === 0 ? null : job.tried
  const isPanic = job.panic || (job.panicIn !== undefined && job.panicIn.size > 0)
  const { words, ids, offers: offered, end } = index
  let until = Number.POSITIVE_INFINITY
  for (let slot = 0; slot < end; slot++) {
    if (!offered.has(slot)) continue
    const flags = words.flagsOf(slot)
    const liveUntil = words.liveUntil(slot)
    const isLive = now <= liveUntil
    const isSpecial = (flags & (flag.odd | flag.timed)) !== 0
    const place = places[words.classOf(slot)]!
    if (isLive && !isSpecial) {
      if (liveUntil < until) until = liveUntil
    } else if (!isSpecial && !isPanic && words.isRegistered(slot, now)) {
      until = Math.min(until, words.registeredUntil(slot))
    } else {
      const node = index.nodeAt(slot)
      if (!isRegistered(node, now)) continue
      until = Math.min(until, changesAt(node, now))
      if (isSpecial || isPanic) {
        const failings = failingsOf(node, job, filters)
        tally.add(failings, place.rung, place.isAdjacent, place.zone, setAsideForS(node, firstOf(failings), now))
        continue
      }
    }
    let failings = place.fails | offers[offered.numberAt(slot)]!
    if (!isLive) failings |= liveness
    if ((flags & flag.up) === 0) failings |= drained
    if (card !== null && !serves(index.cardAt(slot), card)) failings |= hardware
    if (isMember === null ? (flags & flag.held) !== 0 : isMember[slot] === 0) failings |= subcloud
    if (bans?.has(ids[slot]!)) failings |= ban
    if (triedOnes?.has(ids[slot]!)) failings |= tried
    if (!words.isFree(slot)) failings |= capacity
    tally.add(failings, place.rung, place.isAdjacent, place.zone, null)
  }
  return { ...tally.lack(), until }
}

type Place = { rung: number; fails: number; isAdjacent: boolean; zone: number }

/** By class. */
function placesOf(index: FleetIndex, job: Job, way: Way, rungs: number, preference: Preference, tally: LackTally): (Place | null)[] {
  const inAdjacent = rungFinder(buildLadder(job.config, preference, 'adjacent'), job.config)
  return index.classes.values.map((place: GeoClass | undefined) => {
    if (place === undefined) return null
    const { rung, fails } = way.standingOf(place)
    return { rung: rung < rungs ? rung : -1, fails, isAdjacent: inAdjacent(place) >= 0, zone: tally.numberOf(place.zone) }
  })
}

/** By offer. */
function offersOf({ offers }: FleetIndex, { environment, model, models }: Job): Int32Array {
  const isOffered = models === null || models.has(model)
  const inEnvironment = offers.environmentMark(environment)
  const ofModel = isOffered ? offers.modelMark(model) : null
  const { texts } = offers
  const fails = new Int32Array(texts.length)
  const [notThere, notThat] = [failing('environment'), failing('model')]
  for (let i = 0; i < fails.length; i++) {
    const text = texts[i]
    if (text === undefined) continue
    const isThere = inEnvironment !== null && text.includes(inEnvironment)
    const hasModel = ofModel !== null && text.includes(ofModel)
    fails[i] = (isThere ? 0 : notThere) | (hasModel ? 0 : notThat)
  }
  return fails
}

/** By slot, of the nodes that offer the model; null where whoever is in no isolating Subcloud is one. */
function membersOf(index: FleetIndex, { pool, environment, model }: Job): Uint8Array | null {
  const family = index.familyOf(pool)
  if (family.isGeneral) return null
  const isMember = new Uint8Array(index.end)
  const members = family.pool(environment, model)
  for (let i = 0; i < (members?.length ?? 0); i++) isMember[members!.slots[i]!] = 1
  return isMember
}

/** When time alone may change what the filters say of a node. */
function changesAt({ lastSeenAt, liveUntil, quarantinedUntil, ejectedUntil }: FleetNode, now: number): number {
  // A refusal tells in how many seconds it comes back.
  if (ejectedUntil && ejectedUntil > now) return Number.NEGATIVE_INFINITY
  let until = lastSeenAt + registeredMs
  if (liveUntil >= now) until = Math.min(until, liveUntil)
  if (quarantinedUntil !== null && quarantinedUntil > now) until = Math.min(until, quarantinedUntil - 1)
  return until
}
