import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rectangle } from '../geo/draw/rectangle'
import type { LngLat } from '../geo/place'
import type { FleetNode, RouteRequest } from '../routing/types'
import { aConfig, aGate, aNode, aRequest, tokens } from '../testing/arbitraries'
import { soundSubject } from '../testing/faults'
import { at, configWith, model, node, nodeIdOf } from '../testing/world'
import { classifier } from './proof/classes'
import { readGeography } from './proof/geography'
import { doorsOf, readMembers } from './proof/members'
import { plainRequest } from './proof/origins'

const aWorld = aConfig.chain((config) =>
  fc.record({
    config: fc.constant(config),
    nodes: fc.tuple(...Array.from({ length: 8 }, (_, n) => aNode(config, nodeIdOf(n + 1)))),
    gate: aGate,
    requests: fc.array(aRequest(config), { minLength: 5, maxLength: 5 }),
    slug: fc.constantFrom(null, 'acme', 'iso'),
  }),
)

/** A node with one thing about it as another has it. */
const variants = (one: FleetNode, other: FleetNode): FleetNode[] =>
  (Object.keys(one) as (keyof FleetNode)[])
    .filter((key) => key !== 'id' && JSON.stringify(one[key]) !== JSON.stringify(other[key]))
    .map((key) => ({ ...one, [key]: other[key] }))

/** What the proof asks after is what its requests vary: not the model, the environment or the memory. */
const asProofAsks = (slug: string | null, { geo, key, origin }: RouteRequest): RouteRequest => {
  const plain = plainRequest(slug, model, origin)
  return { ...plain, geo, key: { ...plain.key, geo: key.geo } }
}

it('decides alike of a node and of one that differs from it in something that its class does not tell', () => {
  let pairs = 0
  fc.assert(
    fc.property(aWorld, ({ config, nodes, gate, requests, slug }) => {
      const geography = readGeography(config.source)
      const doors = doorsOf(config.source, slug)
      const classOf = classifier({
        request: plainRequest(slug, model),
        own: doors.find((door) => door.slug === slug) ?? null,
        members: readMembers(doors, slug, geography),
        tokens,
        geography,
        now: at,
      })
      const decided = (node: FleetNode) =>
        requests.map(({ request }) => {
          const fleet = soundSubject.fleetOf(config, new Map([[node.id, node]]))
          const { outcome, rung } = soundSubject.decide({ config, fleet, gate }, asProofAsks(slug, request), { now: at, seed: 'alike' })
          return [outcome, rung]
        })
      for (const [i, one] of nodes.entries())
        for (const other of variants(one, nodes[(i + 1) % nodes.length]!)) {
          if (classOf(other) !== classOf(one)) continue
          pairs++
          expect(decided(other)).toEqual(decided(one))
        }
    }),
    { numRuns: 20 },
  )
  expect(pairs).toBeGreaterThan(150)
})

it('tells apart what a rule could', () => {
  const [one] = fc.sample(aWorld, { numRuns: 1, seed: 3 })
  const { config, nodes } = one!
  const geography = readGeography(config.source)
  const members = readMembers(doorsOf(config.source, null), null, geography)
  const classOf = classifier({ request: plainRequest(null, model), own: null, members, tokens, geography, now: at })
  const plain: FleetNode = {
    ...nodes[0]!,
    status: 'serving',
    drained: false,
    slots: 4,
    inFlight: 0,
    leased: 0,
    vramGb: 24,
    lastSeenAt: at,
    liveUntil: at,
  }
  const changes: Partial<FleetNode>[] = [
    { status: 'left' },
    { drained: true },
    { quarantinedUntil: at + 1 },
    { inFlight: 4 },
    { leased: 4 },
    { vramGb: 8 },
    { models: [] },
    { environments: [] },
    { gpu: 'any' },
    { ejectedUntil: at + 1 },
    { lastSeenAt: at - 45_000, liveUntil: at - 1 },
    { lastSeenAt: at - 40 * 86_400_000 },
    ...(['verified', 'contradicted', 'impossible'] as const).map((level) => ({
      geo: { ...plain.geo, verdict: { ...plain.geo.verdict, level } },
    })),
    { geo: { ...plain.geo, verdict: { ...plain.geo.verdict, borderline: !plain.geo.verdict.borderline } } },
    { geo: { ...plain.geo, verdict: { ...plain.geo.verdict, areas: [] } } },
    { geo: { ...plain.geo, containment: { ...plain.geo.containment, zones: ['XX'] } } },
  ]
  for (const change of changes) expect(classOf({ ...plain, ...change }), JSON.stringify(change)).not.toBe(classOf(plain))
})

it('tells in and out of a drawn zone apart whatever a node’s containment says, and no two points within it', () => {
  const ring = rectangle({ west: 10, south: 50, east: 12, north: 52 })
  const config = configWith((base) => ({
    zones: [...base.zones, { code: 'BOX', name: 'Box', polygons: { type: 'MultiPolygon', coordinates: [[ring]] } }],
  }))
  const geography = readGeography(config.source)
  const members = readMembers([], null, geography)
  const classOf = classifier({ request: plainRequest(null, model), own: null, members, tokens: ['zone:BOX'], geography, now: at })
  const inside = node(config, 1, { country: 'DE', point: [11, 51] })
  const movedTo = (point: LngLat): FleetNode => {
    const { verdict } = inside.geo
    return { ...inside, geo: { ...inside.geo, verdict: { ...verdict, place: { ...verdict.place, point } } } }
  }
  expect(classOf(movedTo([11.5, 50.5]))).toBe(classOf(inside))
  expect(classOf(movedTo([13, 51]))).not.toBe(classOf(inside))
})
