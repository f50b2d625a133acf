// Which nodes are alike: those that no rule can tell apart, so that what holds of one holds of all. Where a rule asks for a
// number or a name, its answer is in a node's class; where it asks for a place, how that stands to all that is named anywhere.

import type { Place } from '../../geo/place'
import type { FleetNode, RouteRequest } from '../../routing/types'
import type { Geography } from './geography'
import { type Door, isSameGpu, type Members, meetsRest } from './members'
import { hasFreeSlot, heardOf, isQuarantined } from './permits'
import { atCountry, probeGpu } from './probes'

export type ClassSpec = {
  request: RouteRequest
  /** Of the Subcloud that the proof is about. */
  own: Door | null
  members: Members
  /** All that a layer, a ladder or a criterion names, and where a ladder that begins at a zone leads to. */
  tokens: readonly string[]
  geography: Geography
  now: number
}

export function classifier({ request, own, members, tokens, geography, now }: ClassSpec): (node: FleetNode) => string {
  const { environment, model, requirements } = request
  const standingOf = placeClassifier(tokens, geography)
  const isProbeGpu = remembered((name) => isSameGpu(name, probeGpu))
  const areaClass = remembered((area) => {
    const code = area.slice(area.indexOf(':') + 1)
    if (area.startsWith('country:')) return `country ${standingOf(atCountry(code))}`
    return area.startsWith('subdivision:') ? `subdivision ${standingOf(atCountry(null, code))}` : area
  })
  return (node) => {
    const { id, status, drained } = node
    const { containment, verdict } = node.geo
    const { level, borderline, place, areas } = verdict
    const answers = [
      node.environments.includes(environment),
      node.models.includes(model),
      node.vramGb >= (requirements.minVramGb ?? 0),
      isProbeGpu(node.gpu),
      drained,
      isQuarantined(node, now),
      // No rule keeps it out for good, but as long as it is set aside it would stand for none of the others.
      (node.ejectedUntil ?? 0) > now,
      hasFreeSlot(node),
      borderline,
    ]
    const { holder, isMember, isBanned } = members(node)
    answers.push(isMember, isBanned)
    if (own !== null) {
      const { slug, criteria, assigned, approved } = own
      answers.push(...meetsRest(node, criteria), node.joins.includes(slug), node.cooling?.includes(slug) ?? false)
      answers.push(assigned.has(id), approved.has(id))
    }
    return [
      answers.map(Number).join(''),
      heardOf(node, now, false),
      heardOf(node, now, true),
      status,
      holder,
      level,
      standingOf(place),
      containment.label,
      containment.labelBy,
      containment.zones.join(),
      containment.jurisdictions.join(),
      ...areas.map((one) => `${areaClass(one.area)} ${one.level}`),
    ].join('|')
  }
}

/** How a place stands to every zone and to all that is named, by each reading: a number for each way to. */
function placeClassifier(tokens: readonly string[], geography: Geography): (place: Place) => string {
  const isDrawn = (token: string) => (geography.areaOf(token, 'stated')?.drawn.length ?? 0) > 0
  const named = [...new Set(tokens)]
  const drawn = named.filter(isDrawn)
  const undrawn = new Set([...named, ...geography.zones.map((code) => `zone:${code}`)].filter((token) => !isDrawn(token)))
  const numbers = new Map<string, number>()
  // Only what is drawn is asked of a point, which is hardly ever another's.
  const byCode = remembered((code) => {
    const [country, subdivision] = code.split(' ') as [string, string]
    const place = atCountry(country || null, subdivision || null)
    const standings = [...undrawn].map((token) => readings.map((reading) => geography.standing(token, place, reading)))
    const key = JSON.stringify([country === '', subdivision === '', standings])
    numbers.set(key, numbers.get(key) ?? numbers.size)
    return numbers.get(key)!
  })
  return (place) => {
    const standings = drawn.map((token) => geography.standing(token, place, 'stated'))
    return [byCode(`${place.country ?? ''} ${place.subdivision ?? ''}`), place.point === null, ...standings].join()
  }
}

const readings = ['narrow', 'wide', 'stated'] as const

function remembered<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    if (!known.has(text)) known.set(text, answer(text))
    return known.get(text)!
  }
}
